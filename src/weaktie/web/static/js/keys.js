// Single keys: / find, g and a letter to go, j k to move, x to select, z to undo, ? for this list.
// Off when the seeker turned them off, and never while something is being written.

const GO_WINDOW_MS = 1500;
let goUntil = 0;

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    find();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.body.dataset.singleKeys !== "on" || isWriting(event.target)) return;
  if (document.querySelector("dialog[open]:modal")) return;
  if (act(event.key)) event.preventDefault();
});

function act(key) {
  if (Date.now() < goUntil) {
    goUntil = 0;
    return go(key);
  }
  switch (key) {
    case "g": goUntil = Date.now() + GO_WINDOW_MS; return true;
    case "/": return find();
    case "j": return move(1);
    case "k": return move(-1);
    case "x": return select();
    case "z": return undo();
    case "?": return showKeys();
    default: return false;
  }
}

function isWriting(element) {
  return element.isContentEditable || element.matches("input:not([type=checkbox], [type=radio]), textarea, select");
}

function find() {
  document.dispatchEvent(new CustomEvent("wt:find"));
  return true;
}

function go(letter) {
  if (!/^[a-z]$/.test(letter)) return false;
  return press(`a[data-go="${letter}"]`);
}

// The last thing done, wherever it was done and whether or not its words still stand there.
function undo() {
  const place = document.querySelector("wt-toasts");
  if (!place?.dataset.undo) return press(".toast [data-undo]");
  const form = document.createElement("form");
  form.method = "post";
  form.action = place.dataset.undo;
  const fields = { csrfmiddlewaretoken: place.dataset.csrf, next: location.pathname + location.search };
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
  return true;
}

function press(selector) {
  const found = document.querySelector(selector);
  found?.click();
  return found !== null;
}

// Rows are whatever carries data-row; their focus lies on their first link, so Enter opens it.
function rows() {
  return [...document.querySelectorAll("[data-row]")].filter((row) => row.getClientRects().length > 0);
}

function current(all) {
  return all.findIndex((row) => row.contains(document.activeElement));
}

function move(step) {
  const all = rows();
  if (all.length === 0) return false;
  const at = current(all);
  const to = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1);
  const link = all[to].querySelector("[data-open], a[href], button");
  link?.focus({ focusVisible: true });
  all[to].scrollIntoView({ block: "nearest" });
  return true;
}

function select() {
  const all = rows();
  const box = all[current(all)]?.querySelector("input[type=checkbox]");
  box?.click();
  return Boolean(box);
}

async function showKeys() {
  const link = document.querySelector('a[data-go="?"]');
  if (!link) return;
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
  if (!answer.ok) {
    location.assign(link.href);
    return;
  }
  const sheet = document.createElement("dialog");
  sheet.className = "key-sheet";
  sheet.setAttribute("aria-label", "Keys");
  sheet.innerHTML = '<h2>Keys</h2><div></div><form method="dialog" class="row"><button class="button">Close</button></form>';
  sheet.querySelector("div").innerHTML = await answer.text();
  sheet.addEventListener("close", () => sheet.remove());
  sheet.addEventListener("click", (event) => { if (event.target === sheet) sheet.close(); });
  document.body.append(sheet);
  sheet.showModal();
}
