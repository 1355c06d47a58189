import Link from 'next/link'
import { Alert } from '@/components/ui/alert'
import { BreakableName } from '@/components/ui/breakable-name'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { DefinitionList } from '@/components/ui/definition-list'
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import type { BackfillAnswer } from '@/lib/contracts/tenants'

/** What a snapshot added to the record, or would add. */
export type Mirrored = BackfillAnswer

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

const Rest = ({ count }: { readonly count: number }) =>
  count > mostRows ? <CardBody className="text-ink-soft text-sm">and {count - mostRows} more</CardBody> : null

const titleOf = ({ dryRun, changes }: Mirrored): string => {
  const count = changes.reduce((sum, { recorded }) => sum + recorded.length, 0)
  if (count === 0) return 'Nothing was missing'
  const facts = `${count} ${count === 1 ? 'fact' : 'facts'}`
  return dryRun ? `${facts} would be recorded` : `${facts} ${count === 1 ? 'was' : 'were'} recorded`
}

export type BackfillResultProps = { readonly mirrored: Mirrored; readonly skillNames: SkillsNamed }

/** What a backfill found missing, what it could not record, and whom the cluster does not have. */
export const BackfillResult = ({ mirrored, skillNames }: BackfillResultProps) => {
  const { dryRun, tenantsExamined: examined, changes, skipped, notListed } = mirrored
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
        {changes.length > 0 ? <Changes changes={changes} skillNames={skillNames} /> : null}
      </Card>
      {skipped.length > 0 ? <Skipped skipped={skipped} /> : null}
      {notListed.length > 0 ? <NotListed notListed={notListed} /> : null}
    </div>
  )
}

const Org = ({ org }: { readonly org: string }) => (
  <Link href={`/admin/organizations/${org}`} className="hover:underline">
    {org}
  </Link>
)

const Changes = ({ changes, skillNames }: Pick<Mirrored, 'changes'> & Pick<BackfillResultProps, 'skillNames'>) => (
  <>
    <Table label="What was missing">
      <TableHead>
        <tr>
          <HeadCell>Tenant</HeadCell>
          <HeadCell>Organization</HeadCell>
          <HeadCell>Facts</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {changes.slice(0, mostRows).map(({ org, tenant, recorded }) => (
          <TableRow key={tenant}>
            <Cell>
              <BreakableName name={tenant} />
            </Cell>
            <Cell>
              <Org org={org} />
            </Cell>
            <Cell>
              <ul>
                {recorded.map((event) => (
                  <li key={eventText(event, {})}>{eventText(event, skillNames)}</li>
                ))}
              </ul>
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
    <Rest count={changes.length} />
  </>
)

const Skipped = ({ skipped }: Pick<Mirrored, 'skipped'>) => (
  <Card>
    <CardHeader title="Skipped" text="These items could not be recorded. The others were not held up by them." />
    <Table label="Skipped items">
      <TableHead>
        <tr>
          <HeadCell>Item</HeadCell>
          <HeadCell>Reason</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {skipped.slice(0, mostRows).map(({ tenant, message }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an item may be listed twice, and the list does not change.
          <TableRow key={place}>
            <Cell>
              <BreakableName name={tenant} />
            </Cell>
            <Cell>{message}</Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
    <Rest count={skipped.length} />
  </Card>
)

const NotListed = ({ notListed }: Pick<Mirrored, 'notListed'>) => (
  <Card>
    <CardHeader
      title="Recorded living, not in the list"
      text="These tenants are billed, and this snapshot does not have them. Report their deletion if they are gone."
    />
    <Table label="Tenants that the list does not have">
      <TableHead>
        <tr>
          <HeadCell>Tenant</HeadCell>
          <HeadCell>Organization</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {notListed.slice(0, mostRows).map(({ org, tenant }) => (
          <TableRow key={tenant}>
            <Cell>
              <BreakableName name={tenant} />
            </Cell>
            <Cell>
              <Org org={org} />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
    <Rest count={notListed.length} />
  </Card>
)
