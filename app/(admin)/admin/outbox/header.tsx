import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { platformZone } from '@/lib/reads/platform-zone'

/** The top of the page, which is there before the e-mails are; then it also says how many were not sent. */
export const Header = ({ unsent = 0 }: { readonly unsent?: number }) => (
  <PageHeader
    title="Outbox"
    text={`Every e-mail to a customer, as it was written. What the mail server does not take is tried again for three days, alerts for one; an address that it refuses is not asked again. Times in ${platformZone}.`}
    badge={unsent > 0 ? <Badge tone="bad">{unsent === 1 ? '1 was not sent' : `${unsent} were not sent`}</Badge> : null}
    actions={
      <LinkButton href="/admin/outbox/templates" variant="secondary">
        Mail templates
      </LinkButton>
    }
  />
)
