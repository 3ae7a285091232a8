import type { ColumnMapping, TableShape } from '../../../core/kb/import.js';
import { COLUMN_ROLES, roleOf, withRole, type ColumnRole } from './column-roles.js';
import { headed } from './headed.js';

interface ColumnTableProps {
  readonly table: TableShape;
  readonly mapping: ColumnMapping;
  readonly onChange: (mapping: ColumnMapping) => void;
}

/** The first rows of a table, each column with what it is read as. */
export function ColumnTable({ table, mapping, onChange }: ColumnTableProps) {
  const { columns, rows } = headed(table, mapping.hasHeader);
  return (
    <section aria-label="Columns">
      <div className="table-frame" tabIndex={0} role="region" aria-label="First rows of the table">
        <table className="table columns">
          <thead>
            <tr>
              {columns.map((column, index) => (
                <th key={index} scope="col">
                  <span className="columns-name">{column}</span>
                  <select
                    className="field"
                    aria-label={`${column} is read as`}
                    value={roleOf(mapping, index) ?? ''}
                    onChange={({ target }) =>
                      onChange(
                        withRole(mapping, index, target.value === '' ? null : (target.value as ColumnRole)),
                      )
                    }
                  >
                    <option value="">Left out</option>
                    {COLUMN_ROLES.map(({ role, label }) => (
                      <option key={role} value={role}>
                        {label}
                      </option>
                    ))}
                  </select>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={at}>
                {columns.map((_, index) => (
                  <td key={index} className={roleOf(mapping, index) === null ? 'quiet' : ''}>
                    <span className="columns-cell">{row[index]}</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="columns-rules">
        <label>
          <input
            type="checkbox"
            checked={mapping.hasHeader}
            onChange={({ target }) => onChange({ ...mapping, hasHeader: target.checked })}
          />
          The first row holds the names of the columns
        </label>
        <label>
          Between synonyms stands
          <input
            className="field columns-separator"
            value={mapping.synonymSeparator}
            onChange={({ target }) => onChange({ ...mapping, synonymSeparator: target.value })}
          />
        </label>
      </div>
    </section>
  );
}
