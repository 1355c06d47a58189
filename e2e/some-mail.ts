import { expect } from '@playwright/test'
import type { Db } from '@/db/client'

/** An e-mail that the demo wrote: its invoices are told of soon after it begins. */
export const someMail = async (db: Db): Promise<string> => {
  let found = ''
  await expect
    .poll(
      async () => {
        const [row] = await db.$client`select mail_id from mails order by mail_id limit 1`
        found = String(row?.mail_id ?? '')
        return found
      },
      { timeout: 60_000 },
    )
    .not.toBe('')
  return found
}
