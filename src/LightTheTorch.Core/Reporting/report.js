
const rows = [...document.querySelectorAll("#matrix tbody tr")];
const find = document.getElementById("find"), differ = document.getElementById("differ"), shown = document.getElementById("shown");
function update() {
  const wanted = find.value.trim().toLowerCase().replace(/[-_.]+/g, "-");
  let count = 0;
  for (const row of rows) {
    row.hidden = !row.dataset.name.includes(wanted) || (differ.checked && !row.classList.contains("differs"));
    if (!row.hidden) count++;
  }
  shown.textContent = count + " of " + rows.length;
}
find.addEventListener("input", update);
differ.addEventListener("change", update);
update();
