'use client'

import { signIn } from 'next-auth/react'
import { SignInCard, type SignInCardProps } from '@/components/sign-in/sign-in-card'

type EntranceProps = Pick<SignInCardProps, 'providers' | 'people' | 'error'> & {
  /** A path of this portal. */
  readonly returnPath: string
}

/** Waits for the browser to leave: what was pressed stays busy until the next page is there. */
const leave = (): Promise<void> => new Promise(() => undefined)

/** The sign-in card, wired to the session endpoints. */
export const Entrance = ({ returnPath, ...card }: EntranceProps) => {
  const withProvider = async (id: string) => {
    await signIn(id, { callbackUrl: returnPath })
    return leave()
  }
  const asPerson = async (userId: string) => {
    const answer = await signIn('demo', { userId, redirect: false, callbackUrl: returnPath })
    if (!answer?.ok) throw new Error('the demo did not let this person in')
    window.location.assign(returnPath)
    return leave()
  }
  return <SignInCard {...card} onProvider={withProvider} onPick={asPerson} />
}
