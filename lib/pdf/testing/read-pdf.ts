import { inflateSync } from 'node:zlib'

/** A run of text and where its baseline starts, in points from the top left corner of its page. */
export type Run = { readonly text: string; readonly x: number; readonly y: number; readonly width: number }

/** What a reader of a document meets. */
export type ReadPdf = {
  readonly pages: readonly (readonly Run[])[]
  /** Text of all pages; runs of one baseline that touch are joined, others parted by a space, baselines by line feeds. */
  readonly text: string
  readonly fonts: readonly { readonly name: string; readonly isEmbedded: boolean }[]
  readonly info: Readonly<Record<string, string>>
  readonly language: string
}

type Objects = ReadonlyMap<string, { readonly head: string; readonly stream: Buffer | null }>

/** Reads back the documents that react-pdf writes: its objects, its text through the fonts' own maps, its places. */
export const readPdf = (bytes: Uint8Array): ReadPdf => {
  const objects = objectsOf(Buffer.from(bytes))
  const heads = [...objects.values()].map(({ head }) => head)
  const pages = kidsOf(heads).map((id) => runsOf(objects, at(objects, id).head))
  const catalog = heads.find((head) => /\/Type \/Catalog/.test(head)) ?? ''
  return {
    pages,
    text: pages.map(textOf).join('\n'),
    fonts: fontsOf(objects),
    info: infoOf(objects, Buffer.from(bytes).toString('latin1')),
    language: /\/Lang \(([^)]*)\)/.exec(catalog)?.[1] ?? '',
  }
}

const objectsOf = (file: Buffer): Objects => {
  const text = file.toString('latin1')
  const objects = new Map<string, { head: string; stream: Buffer | null }>()
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const start = match.index + match[0].length
    const end = text.indexOf('endobj', start)
    const streamAt = text.slice(start, end).indexOf('stream\n')
    const head = streamAt < 0 ? text.slice(start, end) : text.slice(start, start + streamAt)
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0)
    const raw = streamAt < 0 ? null : file.subarray(start + streamAt + 7, start + streamAt + 7 + length)
    objects.set(match[1] ?? '', { head, stream: raw && /FlateDecode/.test(head) ? inflateSync(raw) : raw })
  }
  return objects
}

const at = (objects: Objects, id: string | undefined): { head: string; stream: Buffer | null } => {
  const object = objects.get(id ?? '')
  if (!object) throw new Error(`The file has no object ${id}.`)
  return object
}

const kidsOf = (heads: readonly string[]): string[] => {
  const tree = heads.find((head) => /\/Type \/Pages/.test(head)) ?? ''
  return [...(/\/Kids \[([^\]]*)\]/.exec(tree)?.[1] ?? '').matchAll(/(\d+) 0 R/g)].map((match) => match[1] ?? '')
}

type Matrix = readonly [number, number, number, number, number, number]

const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[1] * n[2],
  m[0] * n[1] + m[1] * n[3],
  m[2] * n[0] + m[3] * n[2],
  m[2] * n[1] + m[3] * n[3],
  m[4] * n[0] + m[5] * n[2] + n[4],
  m[4] * n[1] + m[5] * n[3] + n[5],
]

const runsOf = (objects: Objects, page: string): Run[] => {
  const height = Number(/\/MediaBox \[0 0 [\d.]+ ([\d.]+)\]/.exec(page)?.[1])
  const letters = lettersOf(objects, at(objects, /\/Resources (\d+) 0 R/.exec(page)?.[1]).head)
  const content = at(objects, /\/Contents (\d+) 0 R/.exec(page)?.[1]).stream?.toString('latin1') ?? ''
  const runs: Run[] = []
  const stack: Matrix[] = []
  let matrix: Matrix = [1, 0, 0, 1, 0, 0]
  let textMatrix: Matrix = matrix
  let font = ''
  let size = 0
  for (const line of content.split('\n')) {
    const numbers = line.split(' ').slice(0, 6).map(Number)
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers
    if (line === 'q') stack.push(matrix)
    else if (line === 'Q') matrix = stack.pop() ?? matrix
    else if (line.endsWith(' cm')) matrix = times([a, b, c, d, e, f], matrix)
    else if (line.endsWith(' Tm')) textMatrix = [a, b, c, d, e, f]
    else if (line.endsWith(' Tf')) {
      font = /^\/(\S+)/.exec(line)?.[1] ?? ''
      size = b
    } else if (line.endsWith(' TJ')) {
      const [, , , , x, y] = times(textMatrix, matrix)
      runs.push({ ...shown(line, size, letters.get(font)), x, y: height - y })
    }
  }
  return runs
}

/** What the codes of a font mean, and how wide they are in thousandths of the type size. */
type Letters = { readonly map: ReadonlyMap<string, string>; readonly widths: readonly number[] }

const shown = (line: string, size: number, letters: Letters | undefined): { text: string; width: number } => {
  const codes = [...line.matchAll(/<([0-9a-f]*)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
  const kerning = [...line.matchAll(/> (-?[\d.]+)/g)].reduce((sum, [, by]) => sum + Number(by), 0)
  const advance = codes.reduce((sum, code) => sum + (letters?.widths[Number.parseInt(code, 16)] ?? 0), 0)
  return {
    text: codes.map((code) => letters?.map.get(code) ?? '\ufffd').join(''),
    width: ((advance - kerning) * size) / 1000,
  }
}

const lettersOf = (objects: Objects, resources: string): Map<string, Letters> => {
  const letters = new Map<string, Letters>()
  for (const [, name = '', id] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const { head } = at(objects, id)
    const map = /\/ToUnicode (\d+) 0 R/.exec(head)?.[1]
    const descendant = /\/DescendantFonts \[(\d+) 0 R\]/.exec(head)?.[1]
    if (!map || !descendant) continue
    const widths = /\/W \[0 \[([^\]]*)\]/.exec(at(objects, descendant).head)?.[1] ?? ''
    letters.set(name, {
      map: readCharacterMap(at(objects, map).stream?.toString('latin1') ?? ''),
      widths: widths.split(' ').map(Number),
    })
  }
  return letters
}

const readCharacterMap = (text: string): ReadonlyMap<string, string> => {
  const map = new Map<string, string>()
  for (const [, from = '', list = ''] of text.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g)) {
    let code = Number.parseInt(from, 16)
    for (const [, units = ''] of list.matchAll(/<([0-9a-f ]*)>/g)) {
      const characters = (units.match(/[0-9a-f]{4}/g) ?? []).map((unit) =>
        String.fromCharCode(Number.parseInt(unit, 16)),
      )
      map.set((code++).toString(16).padStart(4, '0'), characters.join(''))
    }
  }
  return map
}

const textOf = (runs: readonly Run[]): string => {
  const lines = new Map<number, Run[]>()
  for (const run of runs) {
    const key = Math.round(run.y)
    lines.set(key, [...(lines.get(key) ?? []), run])
  }
  const sorted = [...lines].sort(([a], [b]) => a - b)
  return sorted.map(([, line]) => joined(line.sort((a, b) => a.x - b.x))).join('\n')
}

const joined = (line: readonly Run[]): string => {
  let text = ''
  let end = Number.NEGATIVE_INFINITY
  for (const run of line) {
    text += text === '' || run.x - end < 0.5 ? run.text : ` ${run.text}`
    end = run.x + run.width
  }
  return text
}

const fontsOf = (objects: Objects): ReadPdf['fonts'] =>
  [...objects.values()]
    .filter(({ head }) => /\/Type \/Font\n/.test(head))
    .map(({ head }) => ({
      name: /\/BaseFont \/(\S+)/.exec(head)?.[1] ?? '',
      isEmbedded: hasFontFile(objects, head),
    }))

const hasFontFile = (objects: Objects, font: string): boolean => {
  const descendant = /\/DescendantFonts \[(\d+) 0 R\]/.exec(font)?.[1]
  const holder = descendant ? at(objects, descendant).head : font
  const descriptor = /\/FontDescriptor (\d+) 0 R/.exec(holder)?.[1]
  return descriptor !== undefined && /\/FontFile2 \d+ 0 R/.test(at(objects, descriptor).head)
}

/** Text values of the information dictionary; UTF-16 ones are decoded. */
const infoOf = (objects: Objects, file: string): Record<string, string> => {
  const head = at(objects, /\/Info (\d+) 0 R/.exec(file)?.[1]).head
  const entries = [...head.matchAll(/\/(\w+) (\d+) 0 R/g)].map(
    ([, name = '', id]) => [name, decoded(at(objects, id).head.trim().slice(1, -1))] as const,
  )
  return Object.fromEntries(entries)
}

const decoded = (text: string): string => {
  const raw = text.replace(/\\([\\()])/g, '$1')
  if (!raw.startsWith('\u00fe\u00ff')) return raw
  return Buffer.from(raw.slice(2), 'latin1').swap16().toString('utf16le')
}
