// A folder over HTTP the way a static host does it: index.html for folders, 404.html for what is missing.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const types = {
  ".css": "text/css", ".html": "text/html", ".jpg": "image/jpeg", ".js": "text/javascript", ".json": "application/json",
  ".png": "image/png", ".svg": "image/svg+xml", ".txt": "text/plain", ".webp": "image/webp", ".xml": "application/xml",
};

/** Serves `folder` below `baseurl` and resolves to `{ origin, close }`. */
export function serve(folder, baseurl = "") {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const inside = path.startsWith(`${baseurl}/`) ? path.slice(baseurl.length) : "/404.html";
    const file = join(folder, normalize(inside.endsWith("/") ? `${inside}index.html` : inside));
    const answer = async (status, name) => {
      const body = await readFile(name);
      const type = types[extname(name)] ?? "application/octet-stream";
      response.writeHead(status, { "content-type": `${type}; charset=utf-8` }).end(body);
    };
    try {
      await answer(200, file);
    } catch {
      await answer(404, join(folder, "404.html")).catch(() => response.writeHead(404).end());
    }
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const origin = `http://127.0.0.1:${server.address().port}`;
      resolve({ origin, close: () => server.close() });
    });
  });
}
