// <wt-mailto> keeps the address of its link up with the letter: opening it takes what stands there now.

class Mailto extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("a");
    const form = this.closest("form");
    if (!link || !form) return;
    for (const kind of ["pointerdown", "focusin", "click"]) {
      this.addEventListener(kind, () => { link.href = address(new FormData(form), link.href); });
    }
  }
}

function address(letter, before) {
  const to = letter.get("to") ?? decodeURIComponent(before.slice("mailto:".length).split("?")[0]);
  const text = (letter.get("text") ?? "").replace(/\r?\n/g, "\r\n");
  const subject = letter.get("subject") ?? "";
  return `mailto:${encodeURIComponent(to).replace("%40", "@")}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`;
}

customElements.define("wt-mailto", Mailto);
