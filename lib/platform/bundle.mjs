import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const fonts = join('lib', 'pdf', 'fonts')

/** Written whole or not at all: whoever starts meanwhile must not read half a file. */
const write = ({ path, contents }) => {
  const partial = `${path}.${randomUUID()}`
  writeFileSync(partial, contents)
  renameSync(partial, path)
}

export const bundle = async (entries, folder) => {
  const { outputFiles } = await build({
    entryPoints: entries,
    outdir: folder,
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    jsx: 'automatic',
    outExtension: { '.js': '.mjs' },
    sourcemap: true,
    logLevel: 'warning',
    write: false,
  })
  mkdirSync(join(folder, 'fonts'), { recursive: true })
  for (const file of outputFiles) write(file)
  for (const name of readdirSync(fonts)) {
    write({ path: join(folder, 'fonts', name), contents: readFileSync(join(fonts, name)) })
  }
}

export const bundled = async (file) => {
  const path = relative('.', file)
  const folder = join('node_modules', '.cache', 'kontor', path.replaceAll(/[^\w-]+/g, '-'))
  await bundle({ main: path }, folder)
  return pathToFileURL(join(folder, 'main.mjs'))
}
