package dev.bootwitness.cli;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes out as bytecode what the JDK otherwise generates when it is first called: pattern switches
 * ({@code SwitchBootstraps}) and a record's {@code equals}, {@code hashCode} and {@code toString}
 * ({@code ObjectMethods}).
 *
 * <p>An AOT cache holds lambdas and string concatenations already linked, but none of these (JEP
 * 483), and generating one takes about a millisecond at every start. The methods written here do
 * what the documentation of the two classes says. Not thread-safe; for one class.
 */
final class PlainMethods {
  private static final String SWITCHES = "Ljava/lang/runtime/SwitchBootstraps;";
  private static final String RECORDS = "Ljava/lang/runtime/ObjectMethods;";
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
  private static final MethodTypeDesc EQUALS =
      MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object);
  private static final ClassDesc BUILDER = ClassDesc.of("java.lang.StringBuilder");
  private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);
  private static final MethodTypeDesc NAME = MethodTypeDesc.of(ConstantDescs.CD_String);
  private static final MethodTypeDesc HASH =
      MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object);

  private final ClassDesc self;
  private final boolean ofInterface;
  private final List<Consumer<ClassBuilder>> written = new ArrayList<>();

  private PlainMethods(ClassModel of) {
    this.self = of.thisClass().asSymbol();
    this.ofInterface = of.flags().has(AccessFlag.INTERFACE);
  }

  /** The class with its methods written out; unchanged when it has none of them. */
  static byte[] in(ClassFile classFile, byte[] bytes) {
    ClassModel parsed = classFile.parse(bytes);
    if (!parsed.findAttribute(Attributes.bootstrapMethods()).isPresent()) {
      return bytes;
    }
    PlainMethods plain = new PlainMethods(parsed);
    byte[] made =
        classFile.transformClass(
            parsed,
            ClassTransform.transformingMethodBodies(PlainMethods::concerned, plain::code)
                .andThen(
                    ClassTransform.endHandler(
                        builder -> plain.written.forEach(method -> method.accept(builder)))));
    return plain.written.isEmpty() ? bytes : made;
  }

  /** Whether a method calls one that is written out; all others stay as they are. */
  private static boolean concerned(MethodModel method) {
    return method.code().stream()
        .flatMap(CodeModel::elementStream)
        .anyMatch(
            element -> element instanceof InvokeDynamicInstruction dynamic && isPlain(dynamic));
  }

  private void code(CodeBuilder builder, CodeElement element) {
    if (element instanceof InvokeDynamicInstruction dynamic && isPlain(dynamic)) {
      String name = "plain$" + written.size();
      written.add(method(name, dynamic));
      builder.invokestatic(self, name, dynamic.typeSymbol(), ofInterface);
    } else {
      builder.with(element);
    }
  }

  private static boolean isPlain(InvokeDynamicInstruction dynamic) {
    return switch (dynamic.bootstrapMethod().owner().descriptorString()) {
      case SWITCHES ->
          switch (dynamic.bootstrapMethod().methodName()) {
            case "typeSwitch" ->
                !dynamic.typeSymbol().parameterType(0).isPrimitive()
                    && dynamic.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
            case "enumSwitch" ->
                dynamic.bootstrapArgs().stream()
                    .allMatch(label -> label instanceof String || label instanceof ClassDesc);
            default -> false;
          };
      case RECORDS -> true;
      default -> false;
    };
  }

  private void body(CodeBuilder body, InvokeDynamicInstruction dynamic) {
    List<ConstantDesc> arguments = dynamic.bootstrapArgs();
    switch (dynamic.name().stringValue()) {
      case "equals" -> equality(body, fields(arguments));
      case "hashCode" -> hash(body, fields(arguments));
      case "toString" -> text(body, fields(arguments));
      default -> choice(body, arguments);
    }
  }

  private Consumer<ClassBuilder> method(String name, InvokeDynamicInstruction dynamic) {
    int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
    return builder ->
        builder.withMethodBody(name, dynamic.typeSymbol(), flags, code -> body(code, dynamic));
  }

  /**
   * The number of the first label, from the given one on, that the object matches: a type, or the
   * name of an enum constant; -1 for null.
   */
  private static void choice(CodeBuilder body, List<ConstantDesc> labels) {
    body.aload(0).ifThen(Opcode.IFNULL, isNull -> isNull.loadConstant(-1).ireturn());
    for (int i = 0; i < labels.size(); i++) {
      Label next = body.newLabel();
      body.iload(1).loadConstant(i).if_icmpgt(next);
      if (labels.get(i) instanceof ClassDesc type) {
        body.aload(0).instanceOf(type).ifeq(next);
      } else {
        body.aload(0).invokevirtual(ConstantDescs.CD_Enum, "name", NAME);
        body.loadConstant(labels.get(i)).invokestatic(OBJECTS, "equals", EQUALS).ifeq(next);
      }
      body.loadConstant(i).ireturn().labelBinding(next);
    }
    body.loadConstant(labels.size()).ireturn();
  }

  private void equality(CodeBuilder body, List<DirectMethodHandleDesc> fields) {
    Label unequal = body.newLabel();
    body.aload(1).instanceOf(self).ifeq(unequal);
    body.aload(1).checkcast(self).astore(2);
    for (DirectMethodHandleDesc field : fields) {
      ClassDesc type = field.invocationType().returnType();
      body.aload(0).getfield(self, field.methodName(), type);
      body.aload(2).getfield(self, field.methodName(), type);
      differs(body, type, unequal);
    }
    body.iconst_1().ireturn().labelBinding(unequal).iconst_0().ireturn();
  }

  private static void differs(CodeBuilder body, ClassDesc type, Label unequal) {
    switch (TypeKind.from(type)) {
      case LONG -> body.lcmp().ifne(unequal);
      case FLOAT, DOUBLE ->
          body.invokestatic(
                  boxed(type), "compare", MethodTypeDesc.of(ConstantDescs.CD_int, type, type))
              .ifne(unequal);
      case REFERENCE -> body.invokestatic(OBJECTS, "equals", EQUALS).ifeq(unequal);
      default -> body.if_icmpne(unequal);
    }
  }

  private void hash(CodeBuilder body, List<DirectMethodHandleDesc> fields) {
    body.iconst_0();
    for (DirectMethodHandleDesc field : fields) {
      ClassDesc type = field.invocationType().returnType();
      body.loadConstant(31).imul();
      body.aload(0).getfield(self, field.methodName(), type);
      if (type.isPrimitive()) {
        body.invokestatic(boxed(type), "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, type));
      } else {
        body.invokestatic(OBJECTS, "hashCode", HASH);
      }
      body.iadd();
    }
    body.ireturn();
  }

  /** As {@code Point[x=1, y=2]}. */
  private void text(CodeBuilder body, List<DirectMethodHandleDesc> fields) {
    body.new_(BUILDER).dup().invokespecial(BUILDER, ConstantDescs.INIT_NAME, NOTHING);
    String before = simpleName() + "[";
    for (DirectMethodHandleDesc field : fields) {
      ClassDesc type = field.invocationType().returnType();
      append(body.loadConstant(before + field.methodName() + "="), ConstantDescs.CD_String);
      append(body.aload(0).getfield(self, field.methodName(), type), type);
      before = ", ";
    }
    append(body.loadConstant(fields.isEmpty() ? before + "]" : "]"), ConstantDescs.CD_String);
    body.invokevirtual(BUILDER, "toString", NAME).areturn();
  }

  private static void append(CodeBuilder body, ClassDesc type) {
    ClassDesc taken =
        switch (type.descriptorString()) {
          case "B", "S" -> ConstantDescs.CD_int;
          case "Ljava/lang/String;" -> ConstantDescs.CD_String;
          default -> type.isPrimitive() ? type : ConstantDescs.CD_Object;
        };
    body.invokevirtual(BUILDER, "append", MethodTypeDesc.of(BUILDER, taken));
  }

  /** The name as {@code Class.getSimpleName} gives it: without the classes around it. */
  private String simpleName() {
    String name = self.displayName();
    return name.substring(name.lastIndexOf('$') + 1);
  }

  private static ClassDesc boxed(ClassDesc primitive) {
    return ClassDesc.of("java.lang." + wrapper(primitive));
  }

  private static String wrapper(ClassDesc primitive) {
    return switch (primitive.displayName()) {
      case "int" -> "Integer";
      case "char" -> "Character";
      case String name -> Character.toUpperCase(name.charAt(0)) + name.substring(1);
    };
  }

  /** The getters of a record's components, after its class and their names. */
  private static List<DirectMethodHandleDesc> fields(List<ConstantDesc> arguments) {
    return arguments.stream().skip(2).map(DirectMethodHandleDesc.class::cast).toList();
  }
}
