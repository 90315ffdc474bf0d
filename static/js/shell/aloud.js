/** 念给我听: a button with data-aloud="id" reads that part of the page out, and stops on a second press. */

/** @param {Document} root */
export function startAloud(root = document) {
  const voice = window.speechSynthesis;
  if (!voice) return;
  for (const button of root.querySelectorAll("[data-aloud]")) {
    button.hidden = false;
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => turn(voice, button));
  }
}

/** @param {SpeechSynthesis} voice @param {HTMLElement} button */
function turn(voice, button) {
  const speaking = button.getAttribute("aria-pressed") === "true";
  voice.cancel();
  if (speaking) return button.setAttribute("aria-pressed", "false");
  const part = document.getElementById(button.dataset.aloud ?? "");
  const words = new SpeechSynthesisUtterance(part?.textContent.trim() ?? "");
  words.lang = part?.closest("[lang]")?.getAttribute("lang") === "en" ? "en-GB" : "zh-CN";
  words.rate = 0.9;
  words.onend = words.onerror = () => button.setAttribute("aria-pressed", "false");
  button.setAttribute("aria-pressed", "true");
  voice.speak(words);
}
