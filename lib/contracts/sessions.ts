import { z } from 'zod'
import { identifier } from './common'

/** One of one's own sessions. */
export const ownSessionInput = z.strictObject({ session: identifier })
/** Whose sessions an admin ends. */
export const endSessionsInput = z.strictObject({ userId: identifier })
