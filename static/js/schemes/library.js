// The library narrows while one types; what is ticked already stays in sight.
import { fits } from "./search.js";

const field = document.querySelector("[data-library-search]");
const count = document.querySelector("[data-library-count]");
const cards = [...document.querySelectorAll("[data-library-card]")];

function narrow() {
  let there = 0;
  for (const card of cards) {
    card.hidden = !fits(field.value, card.dataset.libraryCard) && !card.querySelector(":checked");
    if (!card.hidden) there += 1;
  }
  for (const group of document.querySelectorAll("[data-library-group]")) {
    group.hidden = [...group.querySelectorAll("[data-library-card]")].every((card) => card.hidden);
  }
  count.textContent = count.dataset.words.replace("{n}", there).replace("{total}", cards.length);
}

field.addEventListener("input", narrow);
