import { expect, it } from 'vitest'
import { writeError } from './log'

it('an error of a statement is written without the values that it was asked with, and without what hangs on it', () => {
  const cause = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (email)=(ada@example.com)',
    parameters: ['ada'],
  })
  const error = new Error('Failed query: select $1\nparams: ada@example.com,\n    at home,7', { cause })
  const written = writeError(error)
  expect(JSON.stringify(written)).not.toMatch(/ada|at home/)
  expect(written).toMatchObject({
    type: 'Error',
    message: 'Failed query: select $1\nparams: left out',
    stack: expect.stringMatching(/^at .*log\.test\.ts/),
    cause: { message: 'duplicate key', code: '23505' },
  })
})

it('a chain of causes ends, and what is no error stays what it is', () => {
  const loop = new Error('again')
  loop.cause = loop
  expect(JSON.stringify(writeError(loop)).match(/again/g)).toHaveLength(6)
  expect(writeError('text')).toBe('text')
})
