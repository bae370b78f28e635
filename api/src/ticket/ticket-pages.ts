import type { Context } from '../context.ts';
import { badRequest } from '../errors.ts';
import type { Page } from '../keyset.ts';
import { batched } from '../loader.ts';
import { isStaffViewer } from '../access/viewer.ts';
import { changeColumns, commentColumns, type ChangeRow, type CommentRow } from './ticket.rows.ts';

/** Something that stands in a ticket, with its place there: the revision that it came with, and of several that came with it its id. */
interface Placed {
  readonly ticketId: string;
  readonly revision: number;
  readonly id: string;
}

type Place = Pick<Placed, 'revision' | 'id'>;

interface Wanted {
  readonly ticketId: string;
  readonly after: Place;
  readonly before: Place;
  readonly limit: number;
  readonly inverted: boolean;
}

const first = { revision: 0, id: '00000000-0000-0000-0000-000000000000' };
const last = { revision: 2_147_483_647, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

export const cursorInTicket = ({ revision, id }: Place) => `${revision}.${id}`;

function placeOf(cursor: string | undefined, otherwise: Place): Place {
  if (cursor === undefined) return otherwise;
  const [, revision, id] = /^(\d{1,9})\.([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/.exec(cursor) ?? [];
  if (revision === undefined || id === undefined) {
    throw badRequest('BAD_USER_INPUT', 'This is not a cursor of this list.');
  }
  return { revision: Number(revision), id };
}

/** Pages of what stands in tickets, oldest first; those of many tickets in one statement for each direction. */
function pagesOf<Row extends Placed>(table: string, columns: string, condition: string) {
  const statement = (order: 'asc' | 'desc') => ({
    name: `${table}-pages-${order}`,
    text: `select ${columns}, w.n::int as request
      from unnest($1::uuid[], $2::int[], $3::uuid[], $4::int[], $5::uuid[], $6::int[]) with ordinality
        as w (id, after, after_id, before, before_id, most, n)
      cross join lateral (
        select * from ${table} where ticket_id = w.id and revision between w.after and w.before
          and (revision, id) > (w.after, w.after_id) and (revision, id) < (w.before, w.before_id) and ${condition}
        order by revision ${order}, id ${order} limit w.most) c
      order by w.n, c.revision ${order}, c.id ${order}`,
  });
  const forward = statement('asc');
  const backward = statement('desc');
  const load = batched<Wanted, Row[]>(
    async (ctx, wanted) => {
      const found = new Map<Wanted, Row[]>();
      const read = async (text: typeof forward, pages: readonly Wanted[]) => {
        if (pages.length === 0) return;
        const { rows } = await ctx.app.sql.query<Row & { request: number }>({
          ...text,
          values: [
            pages.map(({ ticketId }) => ticketId),
            pages.map(({ after }) => after.revision),
            pages.map(({ after }) => after.id),
            pages.map(({ before }) => before.revision),
            pages.map(({ before }) => before.id),
            pages.map(({ limit }) => limit),
            isTicketStaff(ctx),
          ],
        });
        const ofRequest = Map.groupBy(rows, ({ request }) => request);
        pages.forEach((page, index) => found.set(page, ofRequest.get(index + 1) ?? []));
      };
      const [backwards, forwards] = [
        wanted.filter(({ inverted }) => inverted),
        wanted.filter((page) => !page.inverted),
      ];
      await Promise.all([read(forward, forwards), read(backward, backwards)]);
      return wanted.map((page) => found.get(page) ?? []);
    },
    ({ ticketId, after, before, limit, inverted }) =>
      `${ticketId} ${cursorInTicket(after)} ${cursorInTicket(before)} ${limit} ${inverted}`,
  );
  return async (ctx: Context, ticketId: string, { after, before, limit, inverted }: Page): Promise<Row[]> =>
    load(ctx, { ticketId, after: placeOf(after, first), before: placeOf(before, last), limit, inverted });
}

const isTicketStaff = ({ viewer }: Context) => isStaffViewer(viewer) && viewer.canTicket;

/** One page of what was said in a ticket; notes for agents only. */
export const commentPage = pagesOf<CommentRow>('ticket_comment', commentColumns('c'), `(kind <> 'NOTE' or $7)`);

/** One page of the history of a ticket; nothing of it for customers. */
export const changePage = pagesOf<ChangeRow>('ticket_change', changeColumns('c'), '$7');
