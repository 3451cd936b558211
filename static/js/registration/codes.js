// Entry of the page that shows the codes once: printing them.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
