import type { ActionFailure } from '@/lib/contracts/action-result'

const wait = (delayMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delayMs))

/** An action that works after a while. */
export const succeedAfter = async <T>(delayMs: number, facts: T): Promise<{ readonly ok: true } & T> => {
  await wait(delayMs)
  return { ok: true, ...facts }
}

/** An action that refuses after a while, naming two fields. */
export const refuseAfter = async (delayMs: number): Promise<ActionFailure> => {
  await wait(delayMs)
  return {
    ok: false,
    code: 'invalid_request',
    message: 'Two fields need another look.',
    fields: { vatNumber: 'The check digit does not fit.', iban: 'This IBAN has the wrong length.' },
  }
}
