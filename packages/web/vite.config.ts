import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { networks } from "./tools/networks.mjs";

const home = dirname(fileURLToPath(import.meta.url));

/** The inference for requesters, where scripts/build-truth has made it. */
function truthFile(): Plugin {
  const file = join(home, "truth/truth.wasm");
  return {
    name: "truth",
    configureServer(server) {
      server.middlewares.use("/truth.wasm", (_request, response) => {
        response.statusCode = existsSync(file) ? 200 : 404;
        response.setHeader("content-type", "application/wasm");
        response.end(existsSync(file) ? readFileSync(file) : undefined);
      });
    },
    generateBundle() {
      if (!existsSync(file)) return;
      this.emitFile({ type: "asset", fileName: "truth.wasm", source: readFileSync(file) });
    },
  };
}

/** `networks.json` beside the page, from what the repository knows of networks and deployments. */
function networksFile(): Plugin {
  const text = () => JSON.stringify(networks(join(home, "../..")), undefined, 2);
  return {
    name: "networks",
    configureServer(server) {
      server.middlewares.use("/networks.json", (_request, response) => {
        response.setHeader("content-type", "application/json");
        response.end(text());
      });
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "networks.json", source: text() });
    },
  };
}

/**
 * Asks for what a part imports together with the part. Vite's own does the same for styles of parts too, and
 * reports what fails in events that nobody hears here; each page would load it.
 */
function preload(): Plugin {
  return {
    name: "preload",
    enforce: "pre",
    load(id) {
      if (id !== "\0vite/preload-helper.js") return undefined;
      return `const seen = new Set();
export function __vitePreload(load, files = [], base = undefined) {
  for (const file of files) {
    const { href } = new URL(file, base);
    if (seen.has(href) || !href.endsWith(".js")) continue;
    seen.add(href);
    document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href }));
  }
  return load();
}`;
    },
  };
}

/** What many pages share, but none where classes are labeled. */
const SELDOM =
  /\/(?:chain\/sign-once\.ts|formats\/scale\.js|labeling\/panels\.js|view\/(?:meaning|prose)\.tsx|logic\/markdown\.ts)$/;

/** What signs, and small things that the desk shares with pages of those who sign: they must not load the desk. */
const SIGNING =
  /\/(?:chain\/(?:signing|rounds|work)\.ts|chain\/(?:codecs|binary)\.js|view\/(?:download\.ts|sign-in\.tsx|form-later\.ts|keys-later\.ts)|formats\/secret\.js)$/;

const isPlain = (id: string) => !SELDOM.test(id) && !SIGNING.test(id);

/** Pages that read more than they write: together they compress by a third better. */
const READING = /src\/pages\/(?:me|stake|due|campaign|task|profile|data|settings|help)\.tsx$/;

/** What those pages share with others, which must not load them; what requesters and forms load is apart. */
const OFTEN =
  /web\/src\/(?:view|logic|chain)\/(?!.*(?:form|widgets|alone|files\/|granting|new-|asking))/;

export default defineConfig({
  // Relative paths: the folder works at any address, in any subfolder, and on IPFS.
  base: "./",
  plugins: [networksFile(), truthFile(), preload()],
  worker: { format: "es" },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  resolve: {
    alias: [{ find: /^pasar-client\/(.+)$/, replacement: join(home, "../client/dist/$1.js") }],
    dedupe: ["preact"],
  },
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: true,
    rolldownOptions: {
      output: {
        // Left alone, the bundler makes a file for each set of pages that share a module: some eighty, which
        // compress badly one by one and keep a page waiting. So what stands first is one file, what many pages
        // share another, and what labelers load one for each step.
        codeSplitting: {
          groups: [
            { name: "first", tags: ["$initial"], priority: 5 },
            { name: "shared", test: isPlain, minShareCount: 4, priority: 4 },
            { name: "signing", test: SIGNING, priority: 3 },
            { name: "meaning", test: /src\/view\/meaning\.tsx$/, priority: 3 },
            { name: "label", test: /src\/(?:pages\/label\.tsx|chain\/labeling\.ts)$/, priority: 2 },
            {
              name: "often",
              test: (id) => OFTEN.test(id) && isPlain(id),
              minShareCount: 2,
              priority: 1,
            },
            { name: "pages", test: READING, priority: 0 },
          ],
        },
      },
    },
  },
});
