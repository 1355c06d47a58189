'use client'

import { ChevronRight, KeyRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Logo } from '@/components/shell/logo'
import { Alert } from '@/components/ui/alert'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Spinner } from '@/components/ui/spinner'

export type SignInProvider = { readonly id: string; readonly name: string }

export type DemoPerson = {
  readonly userId: string
  readonly name: string
  readonly role: 'owner' | 'billing' | 'member' | 'admin'
  /** The organization's name; empty for platform staff. */
  readonly org: string
  /** Who this is, in a few words; shown instead of the organization. */
  readonly description?: string
}

export type SignInCardProps = {
  readonly providers: readonly SignInProvider[]
  /** In demo mode, whom to sign in as. */
  readonly people?: readonly DemoPerson[]
  readonly onProvider: (id: string) => Promise<void>
  readonly onPick: (userId: string) => Promise<void>
  /** A sentence from an earlier attempt, for example one that the identity provider refused. */
  readonly error?: string | undefined
}

/** The way in: identity providers, and in a demo the people one may be. While one attempt runs the others wait. */
export const SignInCard = ({ providers, people = [], onProvider, onPick, error }: SignInCardProps) => {
  const t = useTranslations('signIn')
  const [busy, setBusy] = useState('')
  const [failed, setFailed] = useState(false)
  const attempt = (id: string, act: (id: string) => Promise<void>) => {
    if (busy) return
    setBusy(id)
    setFailed(false)
    act(id).catch(() => {
      setBusy('')
      setFailed(true)
    })
  }
  const message = failed ? t('failed') : error
  return (
    <div className="flex w-full min-w-0 max-w-sm flex-col gap-6">
      <Logo />
      <div>
        <h1 className="text-2xl">{t('title')}</h1>
        <p className="mt-1 text-ink-soft">{t('subtitle')}</p>
      </div>
      {message ? <Alert tone="bad" title={message} /> : null}
      {providers.length > 0 ? (
        <div className="flex flex-col gap-2">
          {providers.map(({ id, name }) => (
            <Button
              key={id}
              size="large"
              loading={busy === id}
              disabled={busy !== ''}
              onClick={() => attempt(id, onProvider)}
            >
              {busy === id ? null : <KeyRound aria-hidden />}
              {t('with', { provider: name })}
            </Button>
          ))}
        </div>
      ) : null}
      {people.length > 0 ? <People people={people} busy={busy} pick={(id) => attempt(id, onPick)} /> : null}
      {providers.length + people.length === 0 ? <Alert tone="warn" title={t('none')} /> : null}
    </div>
  )
}

type PeopleProps = { people: readonly DemoPerson[]; busy: string; pick: (userId: string) => void }

const People = ({ people, busy, pick }: PeopleProps) => {
  const t = useTranslations('signIn')
  const roles = { owner: t('owner'), billing: t('billing'), member: t('member'), admin: t('platformAdmin') }
  return (
    <section>
      <h2 className="font-medium text-base">{t('demoTitle')}</h2>
      <p className="text-ink-faint text-sm">{t('demoText')}</p>
      <ul className="mt-3 divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface shadow-card">
        {people.map(({ userId, name, role, org, description = org }) => (
          <li key={userId}>
            <button
              type="button"
              disabled={busy !== ''}
              onClick={() => pick(userId)}
              className="flex w-full items-center gap-3 px-4 py-2.5 text-left -outline-offset-2 hover:bg-hover disabled:opacity-55"
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{name}</span>
                {description ? <span className="block truncate text-ink-faint text-sm">{description}</span> : null}
              </span>
              <Badge tone={role === 'admin' ? 'accent' : 'neutral'}>{roles[role]}</Badge>
              {busy === userId ? <Spinner /> : <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-faint" />}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
