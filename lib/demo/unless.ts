import { Refusal, type RefusalCode } from '@/lib/platform/errors'

/** Takes a step that may have been taken before, by a seed that was cut off: then it is refused with one of the codes. */
export const unless = async (codes: readonly RefusalCode[], step: () => Promise<unknown>): Promise<void> => {
  try {
    await step()
  } catch (error) {
    if (!(error instanceof Refusal && codes.includes(error.code))) throw error
  }
}
