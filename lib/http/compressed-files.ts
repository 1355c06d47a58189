import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { staticHeaders } from './static-headers'

const types: Readonly<Record<string, string>> = {
  '.js': 'application/javascript; charset=UTF-8',
  '.css': 'text/css; charset=UTF-8',
  '.svg': 'image/svg+xml',
}

const acceptsBrotli = (header: string | undefined): boolean =>
  (header ?? '').split(',').some((each) => /^\s*br\s*(;\s*q=(1|0\.\d*[1-9]).*)?$/.test(each))

/**
 * Answers files of the build that were compressed beforehand (`x.js.br` beside `x.js`), for browsers that take them so.
 * Their names change with what is in them: they are kept for good.
 * @param folder of the build's static files; where it has none that are compressed, nothing is answered.
 * @param root under which they are asked for, e.g. `/_next/static`.
 * @returns whether the request was answered.
 */
export const compressedFiles = (folder: string, root: string) => {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []
  const files = new Map(
    names
      .filter((name) => name.endsWith('.br'))
      .map((name) => [`${root}/${name.slice(0, -'.br'.length)}`, join(folder, name)]),
  )
  const read = new Map<string, Buffer>()
  return ({ method, headers }: IncomingMessage, path: string, response: ServerResponse): boolean => {
    const file = files.get(path)
    if (!file || (method !== 'GET' && method !== 'HEAD') || !acceptsBrotli(headers['accept-encoding'])) return false
    const content = read.get(path) ?? readFileSync(file)
    read.set(path, content)
    for (const { key, value } of staticHeaders) response.setHeader(key, value)
    response.writeHead(200, {
      'content-type': types[extname(path)] ?? 'application/octet-stream',
      'content-encoding': 'br',
      'content-length': content.length,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    })
    response.end(method === 'HEAD' ? undefined : content)
    return true
  }
}
