import { type TerraformElement, TerraformResource, type TerraformStack } from 'cdktf';
import { Node } from 'constructs';

/**
 * The id of an element in Terraform: its path below the stack, without cdktf's hash, so that plans and import blocks
 * read well. A resource that is named only by its type takes the name of its parent:
 * `connect` / `lambda_function` is `aws_lambda_function.connect`.
 *
 * @throws Error for characters that Terraform does not take.
 */
export const logicalId = (stack: TerraformStack, element: TerraformElement | Node): string => {
  const node = element instanceof Node ? element : element.node;
  const path = node.scopes.slice(node.scopes.indexOf(stack) + 1).map((scope) => scope.node.id);
  const namedByType = element instanceof TerraformResource && element.terraformResourceType === `aws_${node.id}`;

  const id = (namedByType && path.length > 1 ? path.slice(0, -1) : path).join('_');
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(id)) throw new Error(`"${id}" is not an id for Terraform`);
  return id;
};
