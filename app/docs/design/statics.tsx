import { Inbox } from 'lucide-react'
import { Alert } from '@/components/ui/alert'
import { Badge } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { BreakableName } from '@/components/ui/breakable-name'
import { Button, DownloadButton, LinkButton } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { CopyText } from '@/components/ui/copy-text'
import { DateTime } from '@/components/ui/date-time'
import { DayText, MonthText } from '@/components/ui/day-text'
import { DefinitionList } from '@/components/ui/definition-list'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Money } from '@/components/ui/money'
import { PageHeader } from '@/components/ui/page-header'
import { Progress } from '@/components/ui/progress'
import { Select } from '@/components/ui/select'
import { Spinner } from '@/components/ui/spinner'
import { Stat } from '@/components/ui/stat'
import { Textarea } from '@/components/ui/textarea'
import { Timeline } from '@/components/ui/timeline'
import { longName, zone } from './sample'
import { Section, Specimen } from './section'

const variants = ['primary', 'secondary', 'ghost', 'danger'] as const
const tones = ['neutral', 'accent', 'good', 'warn', 'bad'] as const

export const Buttons = () => (
  <Section id="buttons" title="Buttons, badges, messages">
    {variants.map((variant) => (
      <Specimen key={variant} name={variant}>
        <Button variant={variant}>Save</Button>
        <Button variant={variant} loading>
          Saving
        </Button>
        <Button variant={variant} disabled>
          Disabled
        </Button>
        <Button variant={variant} size="small">
          Small
        </Button>
        <LinkButton href="#buttons" variant={variant} size="large">
          Large link
        </LinkButton>
      </Specimen>
    ))}
    <Specimen name="icons, downloads, waiting">
      <Button variant="secondary" size="icon" aria-label="Inbox">
        <Inbox />
      </Button>
      <Button variant="ghost" size="icon-small" aria-label="Small inbox">
        <Inbox />
      </Button>
      <DownloadButton href="/icon.svg" download variant="secondary">
        Download
      </DownloadButton>
      <Spinner />
    </Specimen>
    <Specimen name="badges">
      {tones.map((tone) => (
        <Badge key={tone} tone={tone} dot>
          {tone}
        </Badge>
      ))}
      <Badge>{longName}</Badge>
    </Specimen>
    <div className="grid gap-3 md:grid-cols-2">
      <Alert title="For information">With a second line of words.</Alert>
      <Alert tone="good" title="It worked" />
      <Alert tone="warn" title="Something needs attention" action={<Badge tone="warn">address_missing</Badge>}>
        The invoice can’t be issued without an address.
      </Alert>
      <Alert tone="bad" title="It did not work">
        Your card was declined. Nothing was charged.
      </Alert>
    </div>
    <Banner>For information, on every page.</Banner>
    <Banner tone="warn" icon={<Inbox aria-hidden />}>
      Demo mode: payments go to an embedded Stripe emulator. No real money moves.
    </Banner>
    <Banner tone="bad">Something is wrong on every page.</Banner>
  </Section>
)

export const Controls = () => (
  <Section id="controls" title="Form controls">
    <div className="grid items-start gap-4 sm:grid-cols-3">
      <Field label="Name" hint="As on the commercial register.">
        {(control) => <Input {...control} defaultValue="Globex AG" />}
      </Field>
      <Field label="VAT number" error="The check digit does not fit.">
        {(control) => <Input {...control} defaultValue="CHE-123.456.789" />}
      </Field>
      <Field label="Disabled" optional>
        {(control) => <Input {...control} disabled placeholder="Nothing to type" />}
      </Field>
      <Field label="Select">
        {(control) => (
          <Select {...control}>
            <option>{longName}</option>
          </Select>
        )}
      </Field>
      <Field label="Text" className="sm:col-span-2">
        {(control) => <Textarea {...control} placeholder="Several lines" />}
      </Field>
    </div>
    <Checkbox label="Report usage" hint="usage:write" defaultChecked />
    <Checkbox label="Disabled" disabled />
  </Section>
)

export const Facts = () => (
  <Section id="facts" title="Figures, days, lists">
    <div className="grid gap-3 sm:grid-cols-3">
      <Stat
        label="November so far"
        value={<Money amount="1234567890.5" currency="CHF" />}
        hint="Estimate, before VAT"
      />
      <Stat label="Open invoices" value={<Money amount="205.5" currency="CHF" />} hint="2 invoices to pay" />
      <Stat label="Credit" value={<Money amount="-12" currency="EUR" />} />
    </div>
    <div className="grid gap-6 sm:grid-cols-2">
      <DefinitionList
        items={[
          { term: 'Day', value: <DayText day="2026-10-31" /> },
          { term: 'Month', value: <MonthText month="2026-10" /> },
          { term: 'Instant', value: <DateTime at="2026-10-25T00:30:00Z" zone={zone} /> },
          { term: 'Id', value: <CopyText text="inv_01jd8x4m2c8q7w1k5b3n9r6t0v" /> },
          { term: 'Meter', value: <BreakableName name="sandbox.seconds/eu-central-2:production/analytics" /> },
          { term: 'Price', value: <Money amount="0.000002000125" currency="CHF" /> },
        ]}
      />
      <Timeline
        items={[
          { id: '3', tone: 'warn', title: 'Suspended', when: <DateTime at="2026-10-19T22:40:02Z" zone={zone} /> },
          {
            id: '2',
            tone: 'accent',
            title: 'Skill enabled: ocr',
            when: <DateTime at="2026-10-06T08:00:00Z" zone={zone} />,
          },
          {
            id: '1',
            tone: 'good',
            title: 'Created',
            when: <DateTime at="2026-10-05T07:12:44Z" zone={zone} />,
            text: 'By the platform',
          },
        ]}
      />
    </div>
    <Progress label="Quota" percent={62} />
    <Progress label="Full" percent={100} />
    <Progress label="Unknown" />
    <PageHeader
      title={longName}
      text="Whose page it is, and what can be done with it."
      back={{ href: '#facts', label: 'Organizations' }}
      badge={<Badge tone="warn">Halted</Badge>}
      actions={<Button variant="secondary">An action</Button>}
    />
  </Section>
)
