'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { endSession } from '@/lib/auth/end-session'
import { isLanguage } from '@/lib/core/text/language'
import { languageCookie } from '@/lib/i18n/language-of'

const yearSeconds = 31_536_000

/** Ends the session of this browser. */
export const signOut = async (): Promise<void> => {
  await endSession()
  redirect('/sign-in')
}

/** Keeps the language that a person wants to read; what is none changes nothing. */
export const chooseLanguage = async (language: string): Promise<void> => {
  if (!isLanguage(language)) return
  const kept = await cookies()
  kept.set(languageCookie, language, { path: '/', maxAge: yearSeconds, sameSite: 'lax', httpOnly: true })
}
