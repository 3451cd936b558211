// The page that takes an entry form: says what was chosen before it is sent, and lets it be dropped on the field.

const field = document.querySelector("[data-drop]");
const said = document.getElementById("chosen-file");

function tell() {
  const file = field.files[0];
  said.textContent = file ? `${file.name} (${(file.size / 1024).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 0 })} KB)` : "";
}

function lead(event) {
  event.preventDefault();
  field.toggleAttribute("data-over", event.type === "dragover");
}

field.addEventListener("change", tell);
field.addEventListener("dragover", lead);
field.addEventListener("dragleave", lead);
field.addEventListener("drop", (event) => {
  lead(event);
  if (event.dataTransfer.files.length) {
    field.files = event.dataTransfer.files;
    tell();
  }
});
