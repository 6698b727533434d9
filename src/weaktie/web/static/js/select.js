// Many rows at once: <wt-select> around a form with checkboxes. Without script the boxes and buttons work alone;
// with it the count is told, Shift takes a range, one box takes all, and the bar shows only when it can do something.

class Select extends HTMLElement {
  #last = null;

  connectedCallback() {
    this.addEventListener("click", (event) => this.#range(event));
    this.addEventListener("change", (event) => {
      if (event.target.matches("[data-select-all]")) this.#all(event.target.checked);
      this.#tell();
    });
    this.addEventListener("htmx:afterSettle", () => this.#tell());
    this.#tell();
  }

  #boxes() {
    return [...this.querySelectorAll("[data-row] input[type=checkbox]")];
  }

  #range(event) {
    const boxes = this.#boxes();
    const at = boxes.indexOf(event.target);
    if (at < 0) return;
    const from = boxes.indexOf(this.#last);
    if (event.shiftKey && from >= 0) {
      for (const box of boxes.slice(Math.min(at, from), Math.max(at, from) + 1)) box.checked = event.target.checked;
    }
    this.#last = event.target;
  }

  #all(checked) {
    for (const box of this.#boxes()) box.checked = checked;
  }

  #tell() {
    const boxes = this.#boxes();
    const count = boxes.filter((box) => box.checked).length;
    for (const place of this.querySelectorAll("[data-selected-count]")) place.textContent = String(count);
    for (const bar of this.querySelectorAll("[data-select-bar]")) bar.hidden = count === 0;
    for (const button of this.querySelectorAll("[data-select-two]")) button.hidden = count !== 2;
    const all = this.querySelector("[data-select-all]");
    if (!all) return;
    all.checked = count > 0 && count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
  }
}

customElements.define("wt-select", Select);
