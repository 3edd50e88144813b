// What is typed in the header's search box goes along to the badges' own search.

const box = document.querySelector("[data-md-component=search-query]")
const link = document.querySelector("[data-handover]")
if (box && link) {
    const [plain, text] = [link.href, link.firstElementChild.textContent]
    box.addEventListener("input", () => {
        const words = box.value.trim()
        link.href = words ? `${plain}?find=${encodeURIComponent(words)}` : plain
        link.firstElementChild.textContent = words ? `${text}: “${words}”` : text
    })
}
