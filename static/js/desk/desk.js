// Entry of every desk and print page: menus, dialogs, messages, the search shortcut, the link to the server, the clock.
import { installMenus } from "./menus.js";
import { installDialogs } from "./dialog.js";
import { installFlashes } from "./flash.js";
import { installSearch } from "./search.js";
import { installLink } from "./link.js";
import { installMoments } from "./moments.js";
import { installCountdowns } from "./countdown.js";
import { installForms } from "./forms.js";

installMenus(document);
installDialogs(document);
installFlashes(document);
installSearch(document);
installMoments(document);
installCountdowns(document);
installForms(document);
installLink(document);

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
