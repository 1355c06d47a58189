'use server'

import { redirect } from 'next/navigation'
import { endSession } from '@/lib/auth/end-session'

/** Ends the session of this browser. */
export const signOut = async (): Promise<void> => {
  await endSession()
  redirect('/sign-in')
}
