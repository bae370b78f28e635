import { requireAdmin } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { forecastText } from './personal-retention.ts';

/** How much is erased within a week, by kind. */
export interface Forecast {
  readonly chats: number;
  readonly tickets: number;
  readonly customers: number;
}

/** What the service erases by itself within a week. */
export async function forecast(ctx: Context): Promise<Forecast> {
  const { serviceId } = requireAdmin(ctx);
  const { rows } = await ctx.app.sql.query<Forecast>({
    name: 'retention-forecast',
    text: forecastText,
    values: [serviceId],
  });
  return rows[0]!;
}
