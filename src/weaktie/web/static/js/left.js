// On every page: what a page that is gone left on this device goes to weaktie now, and what belongs to conversations
// that weaktie no longer has (somebody was forgotten) goes from this device.

const { Store, letter } = await import(`./kept.js${new URL(import.meta.url).search}`);
const MOST = 50;
const TABLES = ["copies", "presses", "open"];

const { store: folder, standing, token } = document.body.dataset;

async function tidy() {
  const store = await Store.open(folder, false);
  if (!store.isLasting) return;
  const kept = Object.fromEntries(await Promise.all(TABLES.map(async (name) => [name, await store.all(name)])));
  const asked = [...new Set(TABLES.flatMap((name) => kept[name]).map((row) => row.conversation))].slice(0, MOST);
  if (asked.length === 0) return;
  const answer = await fetch(`${standing}?${new URLSearchParams(asked.map((uid) => ["u", uid]))}`);
  if (!answer.ok) return;
  const here = (await answer.json()).standing;
  for (const uid of asked) {
    if (!(uid in here)) await store.forget(uid);
    else if (document.querySelector("wt-notes")?.dataset.conversation !== uid) await unlessOpen(uid, () => send(store, uid, here[uid], kept));
  }
}

function unlessOpen(uid, what) {
  if (!navigator.locks) return what();
  return navigator.locks.request(`conversation:${uid}`, { ifAvailable: true }, (lock) => (lock ? what() : undefined));
}

async function send(store, uid, address, { copies, presses }) {
  const [theirs, pressed] = [copies, presses].map((rows) => rows.filter((row) => row.conversation === uid));
  if (theirs.length === 0 && pressed.length === 0) return;
  const answer = await fetch(address, { method: "POST", body: letter(token, theirs, pressed), redirect: "error" });
  if (!answer.ok) return;
  for (const { key, version } of (await answer.json()).kept) await store.drop(uid, key, version);
  for (const { number } of pressed) await store.remove("presses", number);
  document.dispatchEvent(new CustomEvent("wt:caught-up", { detail: uid }));
}

// weaktie may not answer just now; the next page tries again.
tidy().catch(() => undefined);
