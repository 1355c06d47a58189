import { expect, test } from 'vitest'
import { csvResponse } from './csv'

test('a file is sent as it is made, and its making ends where nobody reads on', async () => {
  let made = 0
  let ended = false
  const parts = async function* () {
    try {
      for (;;) {
        made += 1
        yield `part ${made}\r\n`
      }
    } finally {
      ended = true
    }
  }
  const response = csvResponse('x.csv', parts())
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="x.csv"')
  const reader = response.body?.getReader()
  const first = await reader?.read()
  expect(new TextDecoder().decode(first?.value)).toBe('part 1\r\n')
  await reader?.cancel()
  expect(ended).toBe(true)
  expect(made).toBeLessThan(5)
})
