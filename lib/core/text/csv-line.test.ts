import { expect, test } from 'vitest'
import { csvLine } from './csv-line'

test('text that needs it is quoted, and no cell is a formula', () => {
  expect(csvLine(['a', 'b, "c"', 'd\ne'], ['-1.50'])).toBe('a,"b, ""c""","d\ne",-1.50\r\n')
  for (const evil of ['=1+1', '+1', '-1', '@x', '\tx']) expect(csvLine([evil])).toBe(`'${evil}\r\n`)
})
