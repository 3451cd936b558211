// [data-dialog="id"] opens the <dialog> of that id; [data-dialog-close] and a click beside it close it again.
export function installDialogs(root) {
  root.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) return void root.getElementById(opener.dataset.dialog)?.showModal();
    const closer = event.target.closest("[data-dialog-close]");
    if (closer) return void closer.closest("dialog")?.close();
    if (event.target.matches?.("dialog.dialog")) event.target.close();
  });
}
