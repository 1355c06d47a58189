'use client'

import { Users } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useKeptFocus } from '@/components/plans/use-kept-focus'
import { Badge } from '@/components/ui/badge'
import { Card, CardHeader } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { toast } from '@/components/ui/toast'
import type { Action } from '@/lib/contracts/action-result'
import type { Role } from '@/lib/core/access/permit'
import { ChangeRole } from './change-role'
import { InviteForm } from './invite-form'
import { RemoveMember } from './remove-member'

export type Member = { readonly userId: string; readonly name: string; readonly email: string; readonly role: Role }

/** What an owner may do with members. */
export type MembersDesk = {
  readonly org: string
  readonly set: Action<{ readonly org: string; readonly email: string; readonly role: string }>
  readonly remove: Action<{ readonly org: string; readonly userId: string }>
}

export type MembersCardProps = {
  readonly members: readonly Member[]
  /** The reader, by user. */
  readonly reader: string
  /** Left out where the reader may only look. */
  readonly desk?: MembersDesk
}

/** Who belongs to an organization and as what; owners add, change and remove. The last owner stays one. */
export const MembersCard = ({ members, reader, desk }: MembersCardProps) => {
  const t = useTranslations('settings')
  const router = useRouter()
  const list = useKeptFocus<HTMLUListElement>(members.map(({ userId, role }) => `${userId} ${role}`).join())
  const owners = members.filter(({ role }) => role === 'owner').length
  const done = (words: string, leaves = false) => {
    toast.success(words)
    if (leaves) router.push('/')
    else router.refresh()
  }
  return (
    <Card>
      <CardHeader title={t('members')} text={t(desk ? 'membersText' : 'membersReadOnly')} />
      {members.length === 0 ? (
        <EmptyState icon={<Users aria-hidden />} title={t('noMembers')} text={t('noMembersText')} />
      ) : (
        <ul
          ref={list}
          tabIndex={-1}
          aria-label={t('members')}
          className="divide-y divide-line border-line border-t outline-none"
        >
          {members.map((member) => (
            <MemberRow
              key={member.userId}
              member={member}
              isReader={member.userId === reader}
              isLastOwner={member.role === 'owner' && owners === 1}
              onDone={done}
              {...(desk ? { desk } : {})}
            />
          ))}
        </ul>
      )}
      {desk ? <InviteForm desk={desk} onDone={done} /> : null}
    </Card>
  )
}

type MemberRowProps = {
  readonly member: Member
  readonly isReader: boolean
  readonly isLastOwner: boolean
  readonly desk?: MembersDesk
  readonly onDone: (words: string, leaves?: boolean) => void
}

const MemberRow = ({ member, isReader, isLastOwner, desk, onDone }: MemberRowProps) => {
  const t = useTranslations('settings')
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5 sm:px-5">
      <span className="min-w-0 flex-1 basis-48">
        <span className="flex gap-1 font-medium">
          <span className="truncate">{member.name}</span>
          {isReader ? <span className="shrink-0 font-normal text-ink-faint">({t('you')})</span> : null}
        </span>
        <span className="block truncate text-ink-faint text-sm">{member.email}</span>
        {desk && isLastOwner ? <span className="block text-ink-soft text-xs">{t('lastOwner')}</span> : null}
      </span>
      <span className="flex items-center gap-2">
        <Badge>{t(`roles.${member.role}`)}</Badge>
        {desk && !isLastOwner ? (
          <>
            <ChangeRole member={member} desk={desk} onDone={onDone} />
            <RemoveMember member={member} isReader={isReader} desk={desk} onDone={onDone} />
          </>
        ) : null}
      </span>
    </li>
  )
}
