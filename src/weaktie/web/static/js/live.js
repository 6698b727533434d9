// The clock of a conversation: digits, phases, one soft sign before the agreed end, and a stop.
// The time is the server's, carried on by this machine's clock. notes.js tells it what was pressed.

const MINUTE = 60_000;
const MOST = 30;
const SIGN_BEFORE = 5;
const WIDE = 300;
const GAP = 1;
const SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

class Clock extends HTMLElement {
  #offset = Number(this.dataset.now) - Date.now();
  #timer = 0;
  #shown = -1;
  #phase = "";
  #sound = null;
  #lock = null;
  #leaving = new AbortController();

  connectedCallback() {
    const listen = { signal: this.#leaving.signal };
    for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, () => this.#listenFor(), { ...listen, once: true });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.#stayAwake(); }, listen);
    this.#timer = setInterval(() => this.#turn(), 250);
    this.#phase = this.#code(this.#minute());
    this.#turn();
    this.#stayAwake();
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
    this.#leaving.abort();
    this.#lock?.release();
  }

  // The present moment in the server's milliseconds.
  now() {
    return Date.now() + this.#offset;
  }

  // Whole seconds into the conversation, or null when it does not run.
  second() {
    return this.running ? Math.max(0, Math.floor((this.now() - this.#started) / 1000)) : null;
  }

  get running() {
    return this.dataset.started !== "" && this.dataset.ended === "" && this.#minute() < this.#stop;
  }

  get extended() {
    return Number(this.dataset.extended);
  }

  // What was pressed, here or by way of the server.
  tell({ started, ended, extended, extendedAt, closing }) {
    if (started !== undefined) this.dataset.started = started ?? "";
    if (ended !== undefined) this.dataset.ended = ended ?? "";
    if (extended !== undefined) {
      this.dataset.extended = extended;
      this.dataset.extendedAt = extendedAt ?? (extended ? this.dataset.extendedAt || this.now() : "");
    }
    if (closing !== undefined) this.toggleAttribute("data-closing-asked", closing);
    this.#shown = -1;
    this.#turn();
    this.#stayAwake();
  }

  get #started() { return Number(this.dataset.started); }
  get #length() { return Number(this.dataset.length); }

  get #agreed() {
    const late = this.extended ? Math.max(0, (Number(this.dataset.extendedAt) - this.#started) / MINUTE - this.#length) : 0;
    return this.#length + this.extended + late;
  }

  get #stop() { return Math.max(MOST, this.#agreed); }

  #minute() {
    if (this.dataset.started === "") return 0;
    const until = this.dataset.ended === "" ? this.now() : Number(this.dataset.ended);
    return Math.max(0, (until - this.#started) / MINUTE);
  }

  #code(minute) {
    const ends = this.dataset.phases.split(" ").map(Number);
    return ["opening", "middle", "closing"].find((_, number) => minute < ends[number]) ?? "extra";
  }

  #turn() {
    const minute = Math.min(this.#minute(), this.#stop);
    const second = Math.floor(minute * 60);
    if (second === this.#shown) return;
    this.#shown = second;
    this.#digits(second);
    this.#draw(minute);
    this.#say(minute);
    if (this.dataset.started !== "" && this.dataset.ended === "" && minute >= this.#stop) {
      this.dispatchEvent(new CustomEvent("wt:stopped", { bubbles: true }));
    }
  }

  #digits(second) {
    const face = this.querySelector("[role=timer]");
    const [minutes, seconds] = [Math.floor(second / 60), second % 60];
    face.textContent = `${String(minutes).padStart(2, "0")}:${String(seconds).padStart(2, "0")}`;
    face.setAttribute("aria-label", `${counted(minutes, "minute")} ${counted(seconds, "second")}`);
  }

  #draw(minute) {
    const place = (at) => (Math.min(at, this.#stop) / this.#stop) * WIDE;
    let begins = 0;
    for (const [code, ends] of [...this.#ends(), ["extra", this.#stop]]) {
      const [x, width] = [place(begins), Math.max(0, place(ends) - place(begins) - GAP)];
      set(this.querySelector(`[data-bar="${code}"]`), { x, width });
      set(this.querySelector(`[data-past="${code}"]`), { x, width: Math.min(width, Math.max(0, place(minute) - x)) });
      begins = ends;
    }
    set(this.querySelector(".mark"), { x: place(minute) });
    const now = this.dataset.started === "" ? "" : this.#code(minute);
    for (const name of this.querySelectorAll("[data-phase]")) {
      if (name.dataset.phase === now) name.setAttribute("aria-current", "step");
      else name.removeAttribute("aria-current");
    }
    for (const stop of document.querySelectorAll("[data-stop]")) stop.textContent = Math.round(this.#stop);
  }

  #ends() {
    return this.dataset.phases.split(" ").map((end, number) => [["opening", "middle", "closing"][number], Number(end)]);
  }

  #say(minute) {
    const left = this.#agreed - minute;
    const isNear = this.running && left <= SIGN_BEFORE;
    const [says, beside] = this.#words(minute, left);
    this.querySelector("[data-says]").textContent = says;
    this.querySelector("[data-beside]").textContent = beside;
    if (isNear && !this.hasAttribute("data-near-end") && left > SIGN_BEFORE - 1) this.#sign();
    this.toggleAttribute("data-near-end", isNear);
    this.querySelector(".closing-now").hidden = !isNear || this.hasAttribute("data-closing-asked");
    const isOver = this.dataset.started !== "" && !this.running;
    this.querySelector("[data-over]").hidden = !isOver;
    for (const part of document.querySelectorAll("[data-running]")) part.hidden = !this.running;
    const phase = isNear ? "near" : isOver ? "over" : this.#code(minute);
    if (phase !== this.#phase && this.dataset.started !== "") this.querySelector("[data-announce]").textContent = `${says}. ${beside}`;
    this.#phase = phase;
  }

  #words(minute, left) {
    if (this.dataset.started === "") return [`${capital(number(this.#length))} minutes agreed`, "The clock starts when you press."];
    if (!this.running) return ["The clock has stopped", "What you are typing stays; you can finish it."];
    if (left <= 0) {
      const over = Math.floor(-left);
      const who = `These minutes are yours, unless ${this.dataset.who} offers more.`;
      return [over ? `${capital(counted(over, "minute"))} over` : "The agreed end", who];
    }
    if (left <= SIGN_BEFORE) {
      return [`${capital(counted(Math.max(1, Math.round(left)), "minute"))} to the agreed end`, "A good moment for the closing question."];
    }
    const code = this.#code(minute);
    const name = this.querySelector(`[data-phase="${code}"]`)?.firstChild.textContent ?? "";
    if (code === "extra") return ["Their time", `Until ${Math.round(this.#agreed)}:00`];
    return [name, `Until ${Object.fromEntries(this.#ends())[code]}:00`];
  }

  // Browsers let a page sound only after a press; this is the press.
  #listenFor() {
    if (window.AudioContext) this.#sound ??= new AudioContext();
    this.#stayAwake();
  }

  #sign() {
    if (!this.#sound) return;
    const [start, length] = [this.#sound.currentTime, 1.6];
    const loudness = this.#sound.createGain();
    loudness.gain.setValueAtTime(0, start);
    loudness.gain.linearRampToValueAtTime(0.07, start + 0.25);
    loudness.gain.exponentialRampToValueAtTime(0.0001, start + length);
    loudness.connect(this.#sound.destination);
    const tone = this.#sound.createOscillator();
    tone.frequency.value = 392;
    tone.connect(loudness);
    tone.start(start);
    tone.stop(start + length);
  }

  async #stayAwake() {
    if (!this.running) {
      this.#lock?.release();
      this.#lock = null;
      return;
    }
    if (this.#lock && !this.#lock.released) return;
    // Not every browser can, and none does on a low battery; the talk goes on without.
    this.#lock = await navigator.wakeLock?.request("screen").catch(() => null);
  }
}

function set(shape, numbers) {
  if (shape) for (const [name, value] of Object.entries(numbers)) shape.setAttribute(name, value.toFixed(2));
}

function number(count) {
  return SMALL[count] ?? (count === 20 ? "twenty" : count === 30 ? "thirty" : String(count));
}

function counted(count, one) {
  return `${number(count)} ${one}${count === 1 ? "" : "s"}`;
}

function capital(words) {
  return words[0].toUpperCase() + words.slice(1);
}

customElements.define("wt-clock", Clock);
