import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLine } from './csv-line'

const separators = [',', ';', '\t', '|']

/** The cells that a spreadsheet finds that does not mind quotes, by each separator. */
const splitCells = (csv: string): string[] =>
  separators.flatMap((separator) => csv.split(new RegExp(`[${separator}\\r\\n\\v\\f\\u0085\\u2028\\u2029]`)))

/** Every cell that a spreadsheet finds, whether or not it minds quotes. */
const cellsOf = (csv: string): string[] => [
  ...splitCells(csv),
  ...separators.flatMap((delimiter) => {
    try {
      return (parse(csv, { delimiter, relax_quotes: true, relax_column_count: true }) as string[][]).flat()
    } catch {
      return []
    }
  }),
]

const isFormula = (cell: string): boolean => {
  const text = cell.normalize('NFKC').replace(/^[\s\p{Cc}\p{Cf}"]+/u, '')
  return /^[=+\-@|−]/.test(text) && !/^-\d+(\.\d+)?$/.test(text.trim())
}

const formulas = (csv: string): string[] => cellsOf(csv).filter(isFormula)

test('text that needs it is quoted, and numbers stay numbers', () => {
  expect(csvLine(['a', 'b, "c"', 'd\ne', 'f;g'], ['-1.50', '2'])).toBe('a,"b, ""c""","d\ne","f;g",-1.50,2\r\n')
  expect(csvLine(['a-b', 'c=d', 'e@f', 'normal'])).toBe('a-b,c=d,e@f,normal\r\n')
})

test('what is said to be a number and is none is text', () => {
  expect(csvLine(['a'], ['=1+1', '-2+3', 'CHF'])).toBe("a,'=1+1,'-2+3,CHF\r\n")
})

test.each([
  '=1+1',
  ' =1+1',
  '\t=1+1',
  'x;=1+1',
  'x";=1+1',
  '\n=1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(1)',
  '|calc',
  '"=1+1"',
  '@SUM(1)',
  '-2+3',
  '+2',
  '-1',
  'x\r=1',
  'x,=1',
  'x\t"=1',
  '\u00a0=1',
  '\u200b=1',
  '\ufeff@x',
  '﹦1',
  '−1',
  'x; ; =1',
  '";"=1',
])('%j begins no formula, by whatever separator the file is read', (text) => {
  const line = csvLine(['2026-10-01', text, 'page'], ['-1.50', '3'])
  expect(formulas(line)).toEqual([])
  expect(formulas(csvLine([text]))).toEqual([])
  expect(
    splitCells(`2026-10-01,${text},page,-1.50,3\r\n`)
      .map((cell) => `${cell}+0`)
      .filter(isFormula),
  ).not.toEqual([])
})

test.each(["'=1+1", 'a,b', 'normal', 'x-1', 'größer als'])('%j is left as it is', (text) => {
  expect(parse(csvLine([text]))).toEqual([[text]])
})

const texts = fc.string({ unit: fc.constantFrom(...'=+-@|＝－;,\t\n\r" \'x1\u00a0\u200b\u2028'), maxLength: 12 })

test('no text begins a formula, and only marks are added to it', () => {
  fc.assert(
    fc.property(fc.array(texts, { minLength: 1, maxLength: 4 }), (cells) => {
      const line = csvLine(cells, ['-1.50'])
      expect(formulas(line)).toEqual([])
      const [read = []] = parse(line) as string[][]
      expect(read.map((cell) => cell.replaceAll("'", ''))).toEqual([
        ...cells.map((cell) => cell.replaceAll("'", '')),
        '-1.50',
      ])
    }),
    { numRuns: 3000 },
  )
})
