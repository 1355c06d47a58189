import { z } from 'zod'
import { type Endpoint, endpoint } from '@/packages/stripe-emulator/endpoint'
import { missing } from '@/packages/stripe-emulator/failure'
import { type Serializable, serializeRecord } from '@/packages/stripe-emulator/serialize/record'

/** The route that reads one object by its id. @param word what Stripe calls it in "No such …". */
export const retrieve = (path: string, type: Serializable, word: string): Endpoint =>
  endpoint('GET', `${path}/:id`, z.strictObject({}), async ({ work, id, publicUrl }) => {
    const object = await serializeRecord(work, type, id, publicUrl)
    if (!object) throw missing(word, id)
    return object
  })
