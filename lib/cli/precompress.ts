import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

const compress = promisify(brotliCompress)
/** Below this a file gains nothing. */
const leastBytes = 1024

const textsUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => /\.(js|css|svg)$/.test(path) && statSync(path).size >= leastBytes)

/** Writes `x.js.br` beside each `x.js` of what browsers load and keep, as small as Brotli makes it. */
export const precompress = async (folder: string): Promise<void> => {
  await Promise.all(
    textsUnder(folder).map(async (path) => {
      const content = readFileSync(path)
      const size = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
      writeFileSync(`${path}.br`, await compress(content, { params: size }))
    }),
  )
}
