// Entry of the public pages: instants in the event's own zone, messages that can be closed.
import { installFlashes } from "../desk/flash.js";
import { installMoments } from "../desk/moments.js";

installMoments(document);
installFlashes(document);
