// Entry of every desk and print page: menus, dialogs, messages, lists, the search over everything, drafts, the link to the server.
import { installMenus } from "./menus.js";
import { installDialogs } from "./dialog.js";
import { installFlashes } from "./flash.js";
import { installLists } from "./list.js";
import { installColumns } from "./columns.js";
import { installFind } from "./find.js";
import { installKeys } from "./keys.js";
import { installLink } from "./link.js";
import { installMoments } from "./moments.js";
import { installCountdowns } from "./countdown.js";
import { installForms } from "./forms.js";
import { installAutosave } from "./autosave.js";
import { installConflict } from "./conflict.js";

installColumns(document, localStorage, location);
installMenus(document);
installDialogs(document);
installFlashes(document);
installLists(document);
installFind(document);
installKeys(document);
installMoments(document);
installCountdowns(document);
installForms(document);
installAutosave(document);
installConflict(document);
installLink(document);

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
