'use client'

import { LogOut, MonitorSmartphone } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useKeptFocus } from '@/components/plans/use-kept-focus'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardHeader } from '@/components/ui/card'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { DateTime } from '@/components/ui/date-time'
import { toast } from '@/components/ui/toast'
import type { Action } from '@/lib/contracts/action-result'

export type SessionItem = {
  readonly id: string
  /** Browser and system; empty if they are not known. */
  readonly device: string
  /** ISO-8601 instants. */
  readonly startedAt: string
  readonly seenAt: string
  /** Whether it is the reader's. */
  readonly own: boolean
}

export type SessionsCardProps = {
  /** The latest used first. */
  readonly sessions: readonly SessionItem[]
  readonly limits: { readonly idleHours: number; readonly mostDays: number }
  readonly zone: string
  readonly end: Action<{ readonly session: string }>
  readonly endAll: Action<{ readonly session: string }>
}

/** Where somebody is signed in; each session can be ended, and all at once. */
export const SessionsCard = ({ sessions, limits, zone, end, endAll }: SessionsCardProps) => {
  const t = useTranslations('account')
  const router = useRouter()
  const list = useKeptFocus<HTMLUListElement>(sessions.map(({ id }) => id).join())
  const own = sessions.find((session) => session.own)?.id ?? ''
  const ended = () => {
    toast.success(t('ended'))
    router.refresh()
  }
  return (
    <Card>
      <CardHeader
        title={t('sessions')}
        text={t('sessionsText', limits)}
        actions={
          <ConfirmDialog
            trigger={<Button variant="secondary">{t('everywhere')}</Button>}
            title={t('everywhereTitle')}
            text={t('everywhereText', { count: sessions.length })}
            confirm={t('everywhere')}
            danger
            action={() => endAll({ session: own })}
            onDone={() => router.push('/sign-in')}
          />
        }
      />
      <ul
        ref={list}
        tabIndex={-1}
        aria-label={t('sessions')}
        className="divide-y divide-line border-line border-t outline-none"
      >
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} zone={zone} end={end} onEnded={ended} />
        ))}
      </ul>
    </Card>
  )
}

type SessionRowProps = Pick<SessionsCardProps, 'zone' | 'end'> & {
  readonly session: SessionItem
  readonly onEnded: () => void
}

const SessionRow = ({ session, zone, end, onEnded }: SessionRowProps) => {
  const t = useTranslations('account')
  const device = session.device === '' ? t('unknownDevice') : session.device
  return (
    <li className="flex items-center gap-3 px-4 py-2.5 sm:px-5">
      <MonitorSmartphone aria-hidden className="size-4.5 shrink-0 text-ink-faint" />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <span className="font-medium [overflow-wrap:anywhere]">{device}</span>
          {session.own ? <Badge tone="accent">{t('thisSession')}</Badge> : null}
        </span>
        <span className="flex flex-wrap gap-x-3 text-ink-faint text-sm">
          <span>{t.rich('startedAt', { at: () => <DateTime at={session.startedAt} zone={zone} /> })}</span>
          <span>{t.rich('seenAt', { at: () => <DateTime at={session.seenAt} zone={zone} /> })}</span>
        </span>
      </span>
      {session.own ? null : (
        <ConfirmDialog
          trigger={
            <Button variant="ghost" size="icon-small" aria-label={t('end', { device })}>
              <LogOut />
            </Button>
          }
          title={t('endTitle', { device })}
          text={t('endText')}
          confirm={t('endConfirm')}
          danger
          action={() => end({ session: session.id })}
          onDone={onEnded}
        />
      )}
    </li>
  )
}
