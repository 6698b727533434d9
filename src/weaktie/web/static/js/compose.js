// The composer's ways out and its help: open in the mail program, copy, take as a file, use a question.
// Nothing is ever sent from here; the letter itself is <wt-letter> of checks.js.

class Outbox extends HTMLElement {
  #form = this.closest("form");
  #told = this.querySelector("[data-told]");

  connectedCallback() {
    for (const button of this.querySelectorAll("[data-copy]")) {
      button.hidden = !navigator.clipboard;
      button.addEventListener("click", () => this.#copy());
    }
    this.querySelector("[data-mailto]").addEventListener("click", (event) => this.#open(event.currentTarget));
    this.querySelector("[data-file]").addEventListener("click", (event) => this.#save(event));
    for (const button of document.querySelectorAll("[data-use]")) {
      button.addEventListener("click", (event) => this.#use(event));
    }
  }

  get #letter() {
    return this.#form.querySelector("wt-letter");
  }

  #field(name) {
    return this.#form.elements[name]?.value ?? "";
  }

  // The address is written when it is followed: it says what stands in the letter now.
  #open(link) {
    const to = this.#field("to") || this.dataset.to;
    const text = this.#letter.text.replaceAll("\n", "\r\n");
    const asked = `subject=${encodeURIComponent(this.#field("subject"))}&body=${encodeURIComponent(text)}`;
    link.href = `mailto:${encodeURIComponent(to).replaceAll("%40", "@")}?${asked}`;
    this.#letter.keep();
    this.#say("It opens in your mail program. Press send there, then come back and press “I sent it”.");
  }

  async #copy() {
    await navigator.clipboard.writeText(this.#letter.text);
    this.#letter.keep();
    this.#say("Copied. When it is out, press “I sent it”.");
  }

  async #save(event) {
    event.preventDefault();
    const address = event.currentTarget.href;
    if (await this.#letter.keep()) location.assign(address);
  }

  #use(event) {
    event.preventDefault();
    const { use: gap } = event.currentTarget.dataset;
    const at = this.#letter.text.indexOf(gap);
    if (at >= 0) this.#letter.write(event.currentTarget.value, at, at + gap.length);
    else this.#letter.write(event.currentTarget.value);
  }

  #say(sentence) {
    this.#told.textContent = sentence;
  }
}

customElements.define("wt-outbox", Outbox);
