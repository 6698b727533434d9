// A link that opens a mail program takes the letter as it stands when it is pressed, not as the page came.

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-mail]");
  const form = link?.closest("form");
  if (!form) return;
  const to = form.elements.to?.value ?? link.dataset.to;
  const text = form.elements.text.value.replace(/\n/g, "\r\n");
  const subject = form.elements.subject?.value ?? "";
  link.href = `mailto:${encodeURIComponent(to).replaceAll("%40", "@")}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`;
});
