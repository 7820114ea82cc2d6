import type { JsonSchema } from './schema-values.ts';

/** One operation of an OpenAPI document, as far as a sender of requests needs it. */
export interface Route {
  readonly method: string;
  readonly path: string;
  /** Schemes of which one is needed; none for what everybody may have. */
  readonly schemes: readonly string[];
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: JsonSchema }[];
  readonly body: { readonly schema: JsonSchema; readonly examples: readonly unknown[] } | undefined;
}

export function nameOf({ method, path }: Route): string {
  return `${method} ${path}`;
}

export interface Routes {
  readonly routes: readonly Route[];
  readonly components: Readonly<Record<string, JsonSchema>>;
}

interface Operation {
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: Route['parameters'];
  readonly requestBody?: {
    readonly content: Readonly<
      Record<string, { schema: JsonSchema; examples?: Readonly<Record<string, { value: unknown }>> }>
    >;
  };
}

interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

/** All operations that the coordinator says it has. */
export async function readRoutes(url: string, token: string): Promise<Routes> {
  const response = await fetch(`${url}/api/openapi.json`, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`GET /api/openapi.json: ${response.status}`);
  const { paths, components } = (await response.json()) as OpenApiDocument;
  const routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]): Route => {
      const content = operation.requestBody?.content['application/json'];
      return {
        method: method.toUpperCase(),
        path,
        schemes: (operation.security ?? []).flatMap((scheme) => Object.keys(scheme)),
        parameters: operation.parameters ?? [],
        body:
          content === undefined
            ? undefined
            : {
                schema: content.schema,
                examples: Object.values(content.examples ?? {}).map(({ value }) => value),
              },
      };
    }),
  );
  return { routes, components: components.schemas };
}
