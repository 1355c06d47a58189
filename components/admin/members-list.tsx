import { Users } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { Card, CardHeader } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { AddMemberForm, type AddMemberFormProps } from './add-member-form'
import { EndSessionsButton, type EndSessionsButtonProps } from './end-sessions-button'
import { RemoveMemberButton, type RemoveMemberButtonProps } from './remove-member-button'

export type MemberRow = {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly role: 'owner' | 'billing' | 'member'
  /** In how many places they are signed in. */
  readonly sessions: number
}

export type MembersListProps = {
  readonly members: readonly MemberRow[]
  /** Leave out where members are only shown. */
  readonly change?: AddMemberFormProps &
    Pick<RemoveMemberButtonProps, 'remove'> & { readonly endSessions: EndSessionsButtonProps['end'] }
}

const roles = { owner: 'Owner', billing: 'Billing', member: 'Member' } as const

const sessionWords = (sessions: number): string =>
  sessions === 0 ? 'Not signed in' : `Signed in: ${sessions} ${sessions === 1 ? 'session' : 'sessions'}`

/** Who belongs to an organization, and as what. */
export const MembersList = ({ members, change }: MembersListProps) => (
  <Card>
    <CardHeader title="Members" text="Owners and billing may pay; members may look." />
    {members.length === 0 ? (
      <EmptyState
        icon={<Users aria-hidden />}
        title="No members"
        text="Nobody can sign in for this organization yet."
      />
    ) : (
      <ul className="divide-y divide-line border-line border-t">
        {members.map((member) => (
          <li key={member.userId} className="flex items-center gap-3 px-4 py-2.5 sm:px-5">
            <span className="min-w-0 flex-1">
              <span className="block font-medium [overflow-wrap:anywhere]">{member.name}</span>
              <span className="block text-ink-faint text-sm [overflow-wrap:anywhere]">{member.email}</span>
              <span className="block text-ink-faint text-sm">{sessionWords(member.sessions)}</span>
            </span>
            <Badge>{roles[member.role]}</Badge>
            {change && member.sessions > 0 ? (
              <EndSessionsButton
                userId={member.userId}
                name={member.name}
                sessions={member.sessions}
                end={change.endSessions}
              />
            ) : null}
            {change ? (
              <RemoveMemberButton org={change.org} userId={member.userId} name={member.name} remove={change.remove} />
            ) : null}
          </li>
        ))}
      </ul>
    )}
    {change ? <AddMemberForm org={change.org} add={change.add} /> : null}
  </Card>
)
