import { build } from 'esbuild'

/**
 * What files import, and what that imports, as a bundler sees it: types alone and packages are not followed. What is
 * loaded at run time (`import()`) is left out, unless `dynamic` asks for it.
 * @param entries paths from the root of the project.
 * @returns by entry: the files that it loads, and the names of packages among them.
 */
export const moduleGraph = async (
  entries: readonly string[],
  { dynamic = false }: { readonly dynamic?: boolean } = {},
): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const { metafile } = await build({
    entryPoints: entries.map((file, place) => ({ in: file, out: `entry-${place}` })),
    outdir: 'nowhere',
    write: false,
    metafile: true,
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    loader: { '.css': 'empty', '.woff2': 'empty' },
    logLevel: 'error',
  })
  const loadedBy = (entry: string): ReadonlySet<string> => {
    const loaded = new Set<string>()
    const waiting = [entry]
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (loaded.has(file)) continue
      loaded.add(file)
      for (const { kind, path } of metafile.inputs[file]?.imports ?? []) {
        if (dynamic || kind !== 'dynamic-import') waiting.push(path)
      }
    }
    return loaded
  }
  return new Map(entries.map((entry) => [entry, loadedBy(entry)]))
}
