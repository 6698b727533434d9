// <wt-copy> shows its Copy button where the clipboard can be written, and says when it is done.

class Copy extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("[data-copy]");
    if (!button || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
      button.textContent = "Copied";
    });
  }
}

customElements.define("wt-copy", Copy);
