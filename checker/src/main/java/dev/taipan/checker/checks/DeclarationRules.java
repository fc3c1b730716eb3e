package dev.taipan.checker.checks;

import dev.taipan.checker.binding.Scope;
import dev.taipan.checker.diagnostics.Diagnostic;
import dev.taipan.checker.inference.ModuleCheck;
import dev.taipan.checker.inference.ModuleTypes;
import dev.taipan.checker.inference.Program;
import dev.taipan.checker.syntax.Stmt;
import java.util.List;

/** Runs every rule on the functions and classes of one module. */
public final class DeclarationRules implements ModuleCheck.Visitor {
  private final Findings findings;
  private final List<FunctionRule> functionRules;
  private final List<ClassRule> classRules;
  private final List<ScopeRule> scopeRules;

  public DeclarationRules(Program program, ModuleTypes module) {
    this.findings = new Findings(program, module);
    TypeParameters typeParameters = new TypeParameters(findings);
    this.functionRules =
        List.of(
            new ImplicitReturns(findings),
            new FinalDecorators(findings),
            new MethodDecorators(findings),
            new FunctionHeaders(findings),
            new MethodHeaders(findings),
            new PropertyFunctions(findings),
            new MissingAnnotations(findings),
            new UntypedDecorators(findings),
            new SelfNames(findings),
            new SingleUses(findings),
            new SuperCalls(findings),
            typeParameters);
    this.scopeRules =
        List.of(
            new FinalNames(findings),
            new ConflictingDeclarations(findings),
            new AliasRedefinitions(findings),
            new ReplacedDefinitions(findings),
            new Overloads(findings),
            new DunderAllNames(findings),
            new Constants(findings),
            typeParameters,
            new TypeCheckingConstant(findings));
    this.classRules =
        List.of(
            new Overrides(findings),
            new ClassHierarchy(findings),
            new SlotNames(findings),
            new VarianceUses(findings),
            new ProtocolMembers(findings),
            new FieldQualifiers(findings),
            new NamedTupleClassRule(findings),
            new EnumMembers(findings),
            new UntypedBases(findings),
            new UninitializedVariables(findings),
            typeParameters);
  }

  @Override
  public void module(Scope scope) {
    names(scope);
  }

  private void names(Scope scope) {
    for (ScopeRule rule : scopeRules) {
      rule.check(scope);
    }
  }

  @Override
  public void function(Stmt.FunctionDef function, Scope enclosing, Scope body) {
    for (FunctionRule rule : functionRules) {
      rule.check(function, enclosing, body);
    }
    names(body);
  }

  @Override
  public void cls(Stmt.ClassDef cls, Scope enclosing, Scope body) {
    if (!cls.name.name.isEmpty()) { // without a name the header is broken, and the class not known
      for (ClassRule rule : classRules) {
        rule.check(cls, enclosing, body);
      }
    }
    names(body);
  }

  @Override
  public List<Diagnostic> diagnostics() {
    return findings.all();
  }
}
