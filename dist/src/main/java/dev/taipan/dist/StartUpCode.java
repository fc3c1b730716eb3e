package dev.taipan.dist;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;

/**
 * Replaces what the JVM would generate at run time by plain code.
 *
 * <p>javac compiles a pattern switch and the {@code equals} and {@code hashCode} of a record to
 * calls that generate and load a class when they are first reached, one to two milliseconds each.
 * An AOT cache does not hold these classes, as it holds those of lambdas. A run that takes a tenth
 * of a second reaches dozens of them, so here they become tests with {@code instanceof} and
 * comparisons of fields, which is also what would be generated.
 */
final class StartUpCode {
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
  private static final MethodTypeDesc EQUALS = MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object);
  private static final MethodTypeDesc HASH = MethodTypeDesc.of(CD_int, CD_Object);

  private final ClassFile classFile;

  /**
   * @param classes finds all classes that the rewritten ones name
   */
  StartUpCode(ClassLoader classes) {
    this.classFile =
        ClassFile.of(
            ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(classes)));
  }

  /** The class with plain code, or the same bytes when there is nothing to replace. */
  byte[] rewrite(byte[] bytes) {
    ClassModel model = classFile.parse(bytes);
    Rewriting rewriting = new Rewriting(model);
    byte[] result = classFile.transformClass(model, rewriting);
    return rewriting.helpers.isEmpty() ? bytes : result;
  }

  /** The rewriting of one class: each replaced call becomes a call of a new private method. */
  private static final class Rewriting implements ClassTransform {
    private final ClassDesc self;
    private final boolean isInterface;
    private final List<Helper> helpers = new ArrayList<>();

    Rewriting(ClassModel model) {
      this.self = model.thisClass().asSymbol();
      this.isInterface = model.flags().has(AccessFlag.INTERFACE);
    }

    private record Helper(String name, MethodTypeDesc type, InvokeDynamicInstruction call) {}

    @Override
    public void accept(ClassBuilder builder, ClassElement element) {
      if (element instanceof MethodModel method && method.code().isPresent()) {
        builder.transformMethod(method, MethodTransform.transformingCode(this::replaceCalls));
      } else {
        builder.with(element);
      }
    }

    @Override
    public void atEnd(ClassBuilder builder) {
      for (Helper helper : helpers) {
        builder.withMethodBody(
            helper.name,
            helper.type,
            ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
            code -> writeBody(code, helper.call));
      }
    }

    private void replaceCalls(CodeBuilder code, CodeElement element) {
      if (element instanceof InvokeDynamicInstruction call && isReplaced(call)) {
        String name = "plain$" + helpers.size();
        helpers.add(new Helper(name, call.typeSymbol(), call));
        code.invokestatic(self, name, call.typeSymbol(), isInterface);
      } else {
        code.with(element);
      }
    }

    private static boolean isReplaced(InvokeDynamicInstruction call) {
      String owner = call.bootstrapMethod().owner().displayName();
      return switch (owner) {
        case "SwitchBootstraps" ->
            call.bootstrapMethod().methodName().equals("typeSwitch")
                && call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
        case "ObjectMethods" -> !call.name().equalsString("toString");
        default -> false;
      };
    }

    private void writeBody(CodeBuilder code, InvokeDynamicInstruction call) {
      String name = call.name().stringValue();
      switch (name) {
        case "typeSwitch" -> writeSwitch(code, call.bootstrapArgs());
        case "hashCode" -> writeHashCode(code, getters(call));
        case "equals" -> writeEquals(code, getters(call));
        default -> throw new IllegalStateException(name);
      }
    }

    /**
     * Static arguments of the record's bootstrap: the class, the names of the components, their
     * getters.
     */
    private static List<DirectMethodHandleDesc> getters(InvokeDynamicInstruction call) {
      List<DirectMethodHandleDesc> getters = new ArrayList<>();
      for (ConstantDesc argument : call.bootstrapArgs().subList(2, call.bootstrapArgs().size())) {
        getters.add((DirectMethodHandleDesc) argument);
      }
      return getters;
    }

    /**
     * {@code (Object target, int from)}: the index of the first type at or after from that fits; -1
     * for null.
     */
    private static void writeSwitch(CodeBuilder code, List<ConstantDesc> types) {
      Label notNull = code.newLabel();
      code.aload(0).ifnonnull(notNull).iconst_m1().ireturn().labelBinding(notNull);
      List<Label> tests = new ArrayList<>();
      for (int i = 0; i <= types.size(); i++) {
        tests.add(code.newLabel());
      }
      if (types.size() > 1) {
        code.iload(1).ifeq(tests.getFirst());
        List<SwitchCase> cases = new ArrayList<>();
        for (int i = 1; i < types.size(); i++) {
          cases.add(SwitchCase.of(i, tests.get(i)));
        }
        code.iload(1).tableswitch(1, types.size() - 1, tests.getLast(), cases);
      } else {
        code.iload(1).ifne(tests.getLast());
      }
      for (int i = 0; i < types.size(); i++) {
        code.labelBinding(tests.get(i));
        code.aload(0).instanceOf((ClassDesc) types.get(i)).ifeq(tests.get(i + 1));
        code.loadConstant(i).ireturn();
      }
      code.labelBinding(tests.getLast()).loadConstant(types.size()).ireturn();
    }

    private void writeHashCode(CodeBuilder code, List<DirectMethodHandleDesc> getters) {
      code.iconst_0();
      for (DirectMethodHandleDesc getter : getters) {
        ClassDesc type = getter.invocationType().returnType();
        code.bipush(31).imul();
        code.aload(0).getfield(self, getter.methodName(), type);
        if (type.isPrimitive()) {
          code.invokestatic(boxOf(type), "hashCode", MethodTypeDesc.of(CD_int, type));
        } else {
          code.invokestatic(OBJECTS, "hashCode", HASH);
        }
        code.iadd();
      }
      code.ireturn();
    }

    private void writeEquals(CodeBuilder code, List<DirectMethodHandleDesc> getters) {
      Label same = code.newLabel();
      Label different = code.newLabel();
      code.aload(0).aload(1).if_acmpeq(same);
      code.aload(1).instanceOf(self).ifeq(different);
      code.aload(1).checkcast(self).astore(2);
      for (DirectMethodHandleDesc getter : getters) {
        ClassDesc type = getter.invocationType().returnType();
        code.aload(0).getfield(self, getter.methodName(), type);
        code.aload(2).getfield(self, getter.methodName(), type);
        switch (TypeKind.from(type)) {
          case REFERENCE -> code.invokestatic(OBJECTS, "equals", EQUALS).ifeq(different);
          case INT, SHORT, BYTE, CHAR, BOOLEAN -> code.if_icmpne(different);
          case LONG -> code.lcmp().ifne(different);
          case FLOAT, DOUBLE ->
              code.invokestatic(boxOf(type), "compare", MethodTypeDesc.of(CD_int, type, type))
                  .ifne(different);
          case VOID -> throw new IllegalStateException("a component is void");
        }
      }
      code.labelBinding(same).iconst_1().ireturn();
      code.labelBinding(different).iconst_0().ireturn();
    }

    private static ClassDesc boxOf(ClassDesc primitive) {
      String name =
          switch (TypeKind.from(primitive)) {
            case INT -> "Integer";
            case LONG -> "Long";
            case SHORT -> "Short";
            case BYTE -> "Byte";
            case CHAR -> "Character";
            case BOOLEAN -> "Boolean";
            case FLOAT -> "Float";
            case DOUBLE -> "Double";
            case REFERENCE, VOID -> throw new IllegalStateException(primitive.displayName());
          };
      return ClassDesc.of("java.lang", name);
    }
  }
}
