// Notes that a closed page left on this device may arrive while the debrief is open; then it is shown anew, unless
// something has been filled in already.

const form = document.querySelector("#debrief");
let isTouched = false;
form.addEventListener("input", () => { isTouched = true; });
document.addEventListener("wt:caught-up", (event) => {
  if (event.detail !== form.dataset.conversation) return;
  if (!isTouched) location.reload();
  else document.querySelector("wt-toasts").say("Notes that waited on this device are in weaktie now. Keep, and they stand here.");
});
