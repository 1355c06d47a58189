import type { ReactNode } from 'react'
import { Alert } from '@/components/ui/alert'
import { BreakableName } from '@/components/ui/breakable-name'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { DefinitionList } from '@/components/ui/definition-list'
import { Link } from '@/components/ui/link'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import type { BackfillAnswer } from '@/lib/contracts/tenants'

/** What a snapshot added to the record, or would add. */
export type Mirrored = BackfillAnswer & { readonly orgNames: OrgsNamed }

/** What organizations are called, by id. */
type OrgsNamed = Readonly<Record<string, string>>

/** What declared skills are called, by id. */
export type SkillsNamed = Readonly<Record<string, string>>

/** More rows than these nobody reads; the API answers all. */
const mostRows = 200

const kinds: Readonly<Record<string, string>> = {
  created: 'Created',
  deleted: 'Deleted',
  enabled: 'Skill enabled:',
  disabled: 'Skill disabled:',
  suspended: 'Suspended',
  resumed: 'Resumed',
}

type Event = Mirrored['changes'][number]['recorded'][number]

const eventText = ({ kind, package: skill, occurredAt }: Event, named: SkillsNamed): string =>
  `${[kinds[kind] ?? kind, named[skill ?? ''] ?? skill].filter(Boolean).join(' ')}, ${occurredAt.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC')}`

const titleOf = ({ dryRun, changes }: Mirrored): string => {
  const count = changes.reduce((sum, { recorded }) => sum + recorded.length, 0)
  if (count === 0) return 'Nothing was missing'
  const facts = `${count} ${count === 1 ? 'fact' : 'facts'}`
  return dryRun ? `${facts} would be recorded` : `${facts} ${count === 1 ? 'was' : 'were'} recorded`
}

export type BackfillResultProps = { readonly mirrored: Mirrored; readonly skillNames: SkillsNamed }

/** What a backfill found missing, what it could not record, and whom the cluster does not have. */
export const BackfillResult = ({ mirrored, skillNames }: BackfillResultProps) => {
  const { dryRun, tenantsExamined: examined, changes, skipped, notListed, orgNames } = mirrored
  return (
    <div className="flex flex-col gap-4">
      <Card>
        <CardHeader
          title={titleOf(mirrored)}
          text={`${examined} ${examined === 1 ? 'tenant' : 'tenants'} in the snapshot.`}
        />
        <CardBody>
          {dryRun ? <Alert tone="info" title="This was a dry run: nothing was recorded." className="mb-4" /> : null}
          <DefinitionList
            items={[
              { term: 'Creations and ends', value: String(mirrored.lifecycleInserted) },
              { term: 'Changes of skills', value: String(mirrored.eventsInserted) },
              { term: 'Suspensions', value: String(mirrored.suspensionEventsInserted) },
            ]}
          />
        </CardBody>
        {changes.length > 0 ? <Changes {...{ changes, orgNames, skillNames }} /> : null}
      </Card>
      {skipped.length > 0 ? <Skipped skipped={skipped} /> : null}
      {notListed.length > 0 ? <NotListed {...{ notListed, orgNames }} /> : null}
    </div>
  )
}

const Org = ({ org, orgNames }: { readonly org: string } & Pick<Mirrored, 'orgNames'>) => (
  <>
    <Link href={`/admin/organizations/${org}`} className="hover:underline">
      {orgNames[org] ?? org}
    </Link>
    {orgNames[org] ? <span className="block text-ink-faint text-xs [overflow-wrap:anywhere]">{org}</span> : null}
  </>
)

type ListProps = {
  readonly label: string
  readonly heads: readonly string[]
  /** The name of an item, and what stands beside it. */
  readonly rows: readonly { readonly key: string; readonly name: string; readonly cells: readonly ReactNode[] }[]
}

/** Items by name, the first of them if there are many. */
const List = ({ label, heads, rows }: ListProps) => (
  <>
    <Table label={label}>
      <TableHead>
        <tr>
          {heads.map((head) => (
            <HeadCell key={head}>{head}</HeadCell>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {rows.slice(0, mostRows).map(({ key, name, cells }) => (
          <TableRow key={key}>
            <Cell>
              <BreakableName name={name} />
            </Cell>
            {cells.map((cell, column) => (
              <Cell key={heads[column + 1]}>{cell}</Cell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
    {rows.length > mostRows ? (
      <CardBody className="text-ink-soft text-sm">and {rows.length - mostRows} more</CardBody>
    ) : null}
  </>
)

type ChangesProps = Pick<Mirrored, 'changes' | 'orgNames'> & Pick<BackfillResultProps, 'skillNames'>

const Changes = ({ changes, orgNames, skillNames }: ChangesProps) => (
  <List
    label="What was missing"
    heads={['Tenant', 'Organization', 'Facts']}
    rows={changes.map(({ org, tenant, recorded }) => ({
      key: tenant,
      name: tenant,
      cells: [
        <Org key="org" org={org} orgNames={orgNames} />,
        <ul key="facts">
          {recorded.map((event) => (
            <li key={eventText(event, {})}>{eventText(event, skillNames)}</li>
          ))}
        </ul>,
      ],
    }))}
  />
)

const Skipped = ({ skipped }: Pick<Mirrored, 'skipped'>) => (
  <Card>
    <CardHeader title="Skipped" text="These items could not be recorded. The others were not held up by them." />
    <List
      label="Skipped items"
      heads={['Item', 'Reason']}
      rows={skipped.map(({ tenant, message }, place) => ({
        key: `${place} ${tenant}`,
        name: tenant,
        cells: [message],
      }))}
    />
  </Card>
)

const NotListed = ({ notListed, orgNames }: Pick<Mirrored, 'notListed' | 'orgNames'>) => (
  <Card>
    <CardHeader
      title="Recorded as living, not in the list"
      text="These tenants are billed, and this snapshot does not have them. Report their deletion if they are gone."
    />
    <List
      label="Tenants that the list does not have"
      heads={['Tenant', 'Organization']}
      rows={notListed.map(({ org, tenant }) => ({
        key: tenant,
        name: tenant,
        cells: [<Org key="org" org={org} orgNames={orgNames} />],
      }))}
    />
  </Card>
)
