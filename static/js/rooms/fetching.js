/** Parts of a page as the server draws them, read as a document: nothing in it runs. */

/**
 * @param {string} address
 * @returns {Promise<Document>} rejects where the answer is not a page
 */
export function fetchPage(address) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.timeout = 10_000;
    request.onload = () => (request.status === 200 && request.response ? done(request.response) : failed(new Error(String(request.status))));
    request.onerror = request.ontimeout = () => failed(new Error("offline"));
    request.send();
  });
}
