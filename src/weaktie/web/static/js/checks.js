// A letter that is checked as it is typed and kept as it stands: <wt-letter> round _shared/letter.html.
// Without script its buttons do the same. Offsets are UTF-16 units, as a textarea counts.

const CHECK_AFTER_MS = 150;
const KEEP_AFTER_MS = 900;
const NOT_KEPT = "Not kept: weaktie does not answer. Leave this page open.";

class Letter extends HTMLElement {
  #form = this.closest("form");
  #area = this.querySelector("textarea");
  #echo = this.querySelector(".echo");
  #status = this.querySelector("#letter-status");
  #findings = this.querySelector("#findings");
  #text = this.#area.value;
  #marks = [];
  #shown = new Map();
  #kept = "";
  #failed = false;
  #checking = null;
  #checkTimer = 0;
  #keepTimer = 0;
  #leaving = new AbortController();

  connectedCallback() {
    const listen = { signal: this.#leaving.signal };
    this.querySelector("[data-plain]").hidden = true;
    this.#form.addEventListener("input", (event) => this.#typed(event), listen);
    this.#form.addEventListener("change", (event) => this.#typed(event), listen);
    this.#area.addEventListener("compositionend", () => this.#soon(), listen);
    this.addEventListener("click", (event) => this.#pressed(event), listen);
    this.#form.addEventListener("submit", () => { this.#kept = this.#written(); }, listen);
    document.addEventListener("selectionchange", () => this.#draw(), listen);
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.keep(); }, listen);
    addEventListener("beforeunload", (event) => this.#left(event), listen);
    this.#kept = this.#written();
    this.#read();
  }

  disconnectedCallback() {
    this.#leaving.abort();
  }

  get text() {
    return this.#area.value;
  }

  // Puts words where the cursor is or in place of a passage; the browser's own undo takes them back.
  write(words, start = this.#area.selectionStart, end = this.#area.selectionEnd) {
    this.#area.focus();
    this.#area.setSelectionRange(start, end);
    const done = words ? document.execCommand("insertText", false, words) : document.execCommand("delete");
    if (!done) {
      this.#area.setRangeText(words, start, end, "end");
      this.#area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  // Keeps the draft now, if it is another than the one kept. Resolves to whether it is kept.
  async keep() {
    clearTimeout(this.#keepTimer);
    if (!this.#isUnkept()) return true;
    const written = this.#written();
    try {
      const answer = await this.#post(this.dataset.keep, { keepalive: true });
      if (!answer.ok) throw new Error(answer.statusText);
      this.#kept = written;
      this.#failed = false;
      this.#tell(await answer.text());
      return true;
    } catch {
      this.#failed = true;
      this.#tell(NOT_KEPT);
      return false;
    }
  }

  // A request that outlives the page keeps the last words; only where keeping failed the browser asks first.
  #left(event) {
    if (!this.#isUnkept()) return;
    if (this.#failed) event.preventDefault();
    else this.keep();
  }

  #typed(event) {
    if (event.target === this.#area) this.#shift();
    if (event.isComposing) clearTimeout(this.#checkTimer);
    else this.#soon();
  }

  #soon() {
    clearTimeout(this.#checkTimer);
    this.#checkTimer = setTimeout(() => this.check(), CHECK_AFTER_MS);
    clearTimeout(this.#keepTimer);
    this.#keepTimer = setTimeout(() => this.keep(), KEEP_AFTER_MS);
  }

  async check() {
    this.#checking?.abort();
    this.#checking = new AbortController();
    const asked = this.text;
    try {
      const answer = await this.#post(this.dataset.check, { signal: this.#checking.signal });
      if (answer.ok && asked === this.text) this.#show(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") this.#tell(NOT_KEPT);
    }
  }

  #post(address, more) {
    const body = new URLSearchParams(new FormData(this.#form));
    body.set("text", this.text);
    return fetch(address, { method: "POST", body, headers: { "HX-Request": "true" }, ...more });
  }

  #written() {
    const fields = [...new FormData(this.#form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    return JSON.stringify(fields);
  }

  #isUnkept() {
    return this.#written() !== this.#kept;
  }

  #tell(sentence) {
    const place = document.getElementById("kept");
    if (place) place.textContent = sentence.trim();
  }

  // What did not change is left alone: no flash, and nothing is announced twice.
  #show(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const pairs = [
      [this.#status.querySelector('[role="status"]'), fresh.querySelector('#letter-status [role="status"]')],
      [this.#status.querySelector(".n"), fresh.querySelector("#letter-status .n")],
      [this.#findings, fresh.querySelector("#findings")],
    ];
    for (const [old, now] of pairs) {
      if (!now) return;
      if (this.#shown.get(old) !== now.innerHTML) old.replaceChildren(...now.cloneNode(true).childNodes);
      this.#shown.set(old, now.innerHTML);
    }
    this.#read();
    this.dispatchEvent(new CustomEvent("wt:checked", { bubbles: true }));
  }

  // Takes the marks from the findings; buttons that need this script appear.
  #read() {
    this.#mark();
    for (const button of this.#findings.querySelectorAll("[data-show]")) button.hidden = false;
    this.#text = this.text;
    this.#draw();
  }

  #mark() {
    this.#marks = [...this.#findings.querySelectorAll("article[data-start]")].map((finding) => ({
      start: Number(finding.dataset.start),
      end: Number(finding.dataset.end),
      isError: finding.classList.contains("error"),
    }));
  }

  // While the next answer is on its way, marks move with the text around them; a mark that was touched goes.
  #shift() {
    const before = this.#text;
    const now = this.text;
    const longest = Math.min(before.length, now.length);
    let same = 0;
    while (same < longest && before[same] === now[same]) same += 1;
    let tail = 0;
    while (tail < longest - same && before[before.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
    const by = now.length - before.length;
    for (const place of this.#findings.querySelectorAll("[data-start]")) {
      const [start, end] = [Number(place.dataset.start), Number(place.dataset.end)];
      if (start >= before.length - tail) {
        place.dataset.start = start + by;
        place.dataset.end = end + by;
      } else if (end > same) {
        place.removeAttribute("data-start");
        for (const button of place.matches("button") ? [place] : place.querySelectorAll("button")) button.hidden = true;
      }
    }
    this.#shown.delete(this.#findings);
    this.#text = now;
    this.#mark();
    this.#draw(true);
  }

  // Nothing is marked inside the word that is being typed.
  #draw(force = false) {
    const text = this.text;
    const marks = this.#marks
      .filter((mark) => !this.#isBeingTyped(mark, text))
      .sort((one, other) => one.start - other.start);
    const drawn = JSON.stringify(marks);
    if (!force && this.#echo.dataset.drawn === drawn && this.#echo.textContent === padded(text)) return;
    this.#echo.dataset.drawn = drawn;
    const parts = [];
    let at = 0;
    for (const mark of marks) {
      const start = Math.max(mark.start, at);
      if (mark.end <= start) continue;
      const passage = document.createElement("u");
      if (mark.isError) passage.className = "error";
      passage.dataset.start = mark.start;
      passage.textContent = text.slice(start, mark.end);
      parts.push(text.slice(at, start), passage);
      at = mark.end;
    }
    this.#echo.replaceChildren(...parts, padded(text).slice(at));
  }

  #isBeingTyped(mark, text) {
    if (document.activeElement !== this.#area || this.#area.selectionStart !== this.#area.selectionEnd) return false;
    const caret = this.#area.selectionStart;
    let start = caret;
    while (start > 0 && /\S/.test(text[start - 1])) start -= 1;
    return start < caret && mark.start >= start && mark.start < caret && mark.end <= caret && caret === text.length;
  }

  #pressed(event) {
    const button = event.target.closest("button");
    const finding = button?.closest(".finding");
    if (!finding) return;
    if (button.matches("[data-by]")) {
      event.preventDefault();
      this.write(button.dataset.by, Number(button.dataset.start), Number(button.dataset.end));
    } else if (button.matches("[data-show]")) {
      this.#area.focus({ preventScroll: true });
      this.#area.setSelectionRange(Number(finding.dataset.start), Number(finding.dataset.end));
      const passage = this.#echo.querySelector(`u[data-start="${finding.dataset.start}"]`) ?? this.#area;
      passage.scrollIntoView({ block: "center", behavior: "instant" });
    }
  }
}

// A last empty line has no height in a block of text, but has one in a textarea.
function padded(text) {
  return text.endsWith("\n") ? `${text} ` : text;
}

customElements.define("wt-letter", Letter);
