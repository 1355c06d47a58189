import { Users } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { Card, CardHeader } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'

export type MemberRow = {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly role: 'owner' | 'billing' | 'member'
}

const roles = { owner: 'Owner', billing: 'Billing', member: 'Member' } as const

/** Who belongs to an organization, and as what. */
export const MembersList = ({ members }: { members: readonly MemberRow[] }) => (
  <Card>
    <CardHeader title="Members" />
    {members.length === 0 ? (
      <EmptyState
        icon={<Users aria-hidden />}
        title="No members"
        text="Nobody can sign in for this organization yet."
      />
    ) : (
      <ul className="divide-y divide-line border-line border-t">
        {members.map(({ userId, name, email, role }) => (
          <li key={userId} className="flex items-center gap-3 px-4 py-2.5 sm:px-5">
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{name}</span>
              <span className="block truncate text-ink-faint text-sm">{email}</span>
            </span>
            <Badge>{roles[role]}</Badge>
          </li>
        ))}
      </ul>
    )}
  </Card>
)
